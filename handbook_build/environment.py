"""What the environment of a command says: the public address, and the day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime


def public_address(environment: Mapping[str, str]) -> str:
    """The address that the environment gives, which goes before `site_url`."""
    return environment.get("HANDBOOK_SITE_URL", "").strip()


def today(environment: Mapping[str, str]) -> date:
    """The day of SOURCE_DATE_EPOCH (seconds, as reproducible builds set it), or of the clock."""
    seconds = environment.get("SOURCE_DATE_EPOCH", "")
    if seconds.isascii() and seconds.isdigit() and len(seconds) < 12:
        return datetime.fromtimestamp(int(seconds), UTC).date()
    return date.today()
