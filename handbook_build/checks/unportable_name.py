"""A file or folder has a name that Windows refuses, so nobody there can unpack the folder edition, or work on it.

Windows takes no `< > : " | ? * \\`, no full stop or space at the end, and none of the names that it gives to devices:
`con`, `prn`, `aux`, `nul`, `com1` to `com9` and `lpt1` to `lpt9`, with or without an ending (Microsoft, "Naming Files,
Paths, and Namespaces"). A page becomes a folder of its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.locations import Location
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB422", "unportable-name", Severity.WARNING

_SIGNS = re.compile(r'[<>:"|?*\\\x00-\x1f]')
_DEVICES = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[1-9¹²³])(?:\..*)?", re.IGNORECASE)


def check(handbook: Handbook) -> Iterator[Finding]:
    for document in handbook.documents:
        if name := _refused(document.path.removesuffix(".md")):
            yield Finding(document.top, f"Windows takes no file or folder named `{name}`", "rename it")
    for asset in sorted(handbook.assets):
        if name := _refused(asset):
            where = Location(f"{handbook.settings.content}/{asset}")
            yield Finding(where, f"Windows takes no file or folder named `{name}`", "rename it")


def _refused(path: str) -> str:
    """The first step of a path that Windows refuses; nothing where it takes all of them."""
    steps = path.split("/")
    return next((one for one in steps if _SIGNS.search(one) or one[-1:] in {".", " "} or _DEVICES.fullmatch(one)), "")
