"""The program Zensical: whether the one that was tried is installed, and one build by it.

It is started as a program and not asked inside of this one: a fault in its machine code then ends it and not us, and
its settings, threads and what it says on the screen stay its own. It is given a folder with all that it reads, which is
new for each build, and told to leave aside what it kept (`-c`): its cache knows nothing of data beside a page.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from handbook_build.faults import MachineFault, WrongUse

# The one that pip can install whole and that our tests build with.
VERSION = "0.0.73"
INSTALL = 'pip install "working-relationship-handbook[zensical]"'
SETTINGS = "mkdocs.yml"
TIME_LIMIT = 1800
# Where in a template something is that it does not know; and what it says when all is well.
_TEMPLATE = re.compile(r"\(in \S+\.html:\d+\)")
_USUAL = ("Build started", "Build finished", "No issues found")


def require_zensical() -> None:
    """Raises WrongUse when Zensical is not installed, or another than the one that was tried."""
    try:
        found = version("zensical")
    except PackageNotFoundError:
        raise WrongUse(f"Zensical is not installed; install it with: {INSTALL}") from None
    if found != VERSION:
        raise WrongUse(
            f"Zensical {found} is installed, and this version of the handbook's tool works with {VERSION} alone; "
            f"install that one with: {INSTALL}"
        )


def build(folder: Path) -> list[str]:
    """Builds the site of a folder that holds SETTINGS; gives what Zensical warned of, line by line.

    Raises WrongUse when it refuses what it was given, and MachineFault when it fails.
    """
    command = [sys.executable, "-P", "-X", "utf8", "-m", "zensical", "build", "-c", "-f", SETTINGS]
    environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    # It finds our extension where we were found.
    environment |= {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "NO_COLOR": "1"}
    try:
        result = subprocess.run(
            command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=TIME_LIMIT
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise MachineFault(f"Zensical could not build the site: {error}") from error
    said = [
        line.strip()
        for stream in (result.stderr, result.stdout)
        for line in stream.decode(errors="replace").splitlines()
        if line.strip() and not line.strip().startswith(_USUAL)
    ]
    if result.returncode:
        raise _fault(said, result.returncode)
    return said


def _fault(said: list[str], code: int) -> MachineFault | WrongUse:
    """What went wrong, by the line that names it; a template that cannot be filled is the handbook's own."""
    named = [line.partition(": ") for line in said if line.startswith(("Error: ", "RuntimeError: "))]
    if not named:
        return MachineFault(f"Zensical could not build the site: {said[-1] if said else f'it ended with {code}'}")
    kind, _, reason = named[-1]
    if _TEMPLATE.search(reason):
        return WrongUse(
            f"Zensical cannot fill a template: {reason}. It knows Jinja without Python's own methods; ENGINES.md says "
            "what to write instead"
        )
    if kind == "Error":
        return WrongUse(f"mkdocs.yml cannot be used: {reason}")
    return MachineFault(f"Zensical could not build the site: {reason}")
