"""How files that readers download are named."""

from __future__ import annotations

import re
import unicodedata

LONGEST_NAME = 60


def slug(title: str) -> str:
    """A title as the name of a file: its Latin letters and digits; `handbook` where it has none."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_NAME].rstrip("-") or "handbook"
