"""Where the theme stands that comes with the package, for handbooks that bring none of their own."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent.parent


def shipped_theme() -> Path:
    """`overrides/` inside the installed package, or beside it in a checkout."""
    inside = PACKAGE / "overrides"
    return inside if inside.is_dir() else PACKAGE.parent / "overrides"
