"""Where a command finds itself: the public address and the day that it is told, and whether there is a handbook."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from handbook_build.faults import NoHandbook, WrongUse
from handbook_build.model.settings import ENGINES

# The file by which a handbook is known.
SETTINGS = "mkdocs.yml"
# Beside it, since it is about those who use the handbook.
PRACTICE = "practice.toml"
ENGINE = "HANDBOOK_ENGINE"


def public_address(environment: Mapping[str, str]) -> str:
    """The address that the environment gives, which goes before `site_url`."""
    return environment.get("HANDBOOK_SITE_URL", "").strip()


def engine(environment: Mapping[str, str]) -> str:
    """What the environment asks to make the pages, which goes before the option `engine`; empty where it does not.

    Raises WrongUse when there is no such engine.
    """
    asked = environment.get(ENGINE, "").strip()
    if asked and asked not in ENGINES:
        raise WrongUse(f"{ENGINE} is `{asked}`; choose from: {', '.join(ENGINES)}")
    return asked


def today(environment: Mapping[str, str]) -> date:
    """The day of SOURCE_DATE_EPOCH (seconds, as reproducible builds set it), or of the clock."""
    seconds = environment.get("SOURCE_DATE_EPOCH", "")
    if seconds.isascii() and seconds.isdigit() and len(seconds) < 12:
        return datetime.fromtimestamp(int(seconds), UTC).date()
    return date.today()


def require_handbook(root: Path) -> None:
    """Raises NoHandbook when there is none in this folder."""
    if not root.is_dir():
        raise NoHandbook(f"there is no folder {root}")
    if not (root / SETTINGS).is_file():
        raise NoHandbook(f"there is no {SETTINGS} in {root}: a handbook's folder holds {SETTINGS} and content/")
