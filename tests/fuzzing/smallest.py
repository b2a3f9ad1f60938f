"""The smallest text that is still the same fault."""

from __future__ import annotations

import time
import traceback

from tests.fuzzing.targets import Target

# How long it is made smaller, in seconds.
ENOUGH = 60.0


def fault_of(target: Target, text: str) -> str:
    """What is wrong with a text, and where it came out; empty when nothing is."""
    try:
        target.tried(text)
    except Exception as error:
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "handbook_build" in frame.filename]
        last = traceback.extract_tb(error.__traceback__)[-1]
        place = frames[-1] if frames and not isinstance(error, AssertionError) else last
        return f"{type(error).__name__}: {str(error).partition(': ')[0][:80]} ({place.name})"
    return ""


def smallest(target: Target, text: str) -> tuple[str, str]:
    """The text without all that can be left out while the fault stays the same; and what the fault is."""
    fault = fault_of(target, text)
    end = time.monotonic() + ENOUGH
    length = max(len(text) // 2, 1)
    while fault and length:
        at, before = 0, text
        while at < len(text) and time.monotonic() < end:
            shorter = text[:at] + text[at + length :]
            if fault_of(target, shorter) == fault:
                text = shorter
            else:
                at += length
        if length == 1 and text != before and time.monotonic() < end:
            continue
        length //= 2
    return text, fault
