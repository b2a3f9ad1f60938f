"""What a test needs from the machine: missing in CI is a failure, on a user's machine a test not run."""

from __future__ import annotations

import os
import shutil

import pytest


def need(found: object, what: str, how: str) -> None:
    """Goes on when `found`; otherwise fails in CI, and elsewhere says how to get it."""
    if found:
        return
    message = f"needs {what}: {how}"
    if os.environ.get("CI"):
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


def need_program(name: str, how: str) -> str:
    """The path of a program."""
    path = shutil.which(name)
    need(path, name, how)
    return path or name
