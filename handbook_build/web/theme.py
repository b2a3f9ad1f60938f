"""The theme that comes with the package, and what of Material's files its pages need."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

PACKAGE = Path(__file__).parent.parent

WORKER = re.compile(r"assets/javascripts/workers/search\.[0-9a-f]+\.min\.js")
# Material's own script, styles and icon, which our pages load none of.
_UNUSED = re.compile(
    r"assets/javascripts/(?:bundle\.|workers/.*\.map$)|assets/stylesheets/(?:main|palette)\.|assets/images/favicon\.png"
)
# What its search needs for languages other than English.
_LANGUAGES = re.compile(r"assets/javascripts/lunr/")


def shipped_theme() -> Path:
    """`overrides/` inside the installed package, or beside it in a checkout."""
    inside = PACKAGE / "overrides"
    return inside if inside.is_dir() else PACKAGE.parent / "overrides"


def is_ours(theme_folders: Iterable[str]) -> bool:
    """Whether pages are dressed by our own `main.html`, and not by one that a handbook brings."""
    first = next((Path(folder) for folder in theme_folders if (Path(folder) / "main.html").is_file()), None)
    ours = shipped_theme() / "main.html"
    return first is not None and (first / "main.html").read_bytes() == ours.read_bytes()


def is_unused(address: str, language: str) -> bool:
    """Whether our pages never ask for this file of Material's."""
    return bool(_UNUSED.match(address) or (language.startswith("en") and _LANGUAGES.match(address)))
