"""The index of search, as the pages of a site load it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from handbook_build.searching.packing import LAST, LETTERS, MORE


def values_of(script: str) -> Any:
    """What a script of search hands to the page: a text of JSON."""
    name, _, text = script.partition("=")
    assert name.startswith("globalThis.handbook")
    return json.loads(json.loads(text.rstrip().removesuffix(";")))


def index_of(site: Path) -> dict[str, Any]:
    """The index of a built site."""
    found = values_of((site / "search/index.js").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def numbers_of(letters: str) -> list[int]:
    """The numbers that letters stand for."""
    numbers, value, times = [], 0, 1
    for letter in map(LETTERS.index, letters):
        if letter < LAST:
            numbers.append(value + letter * times)
            value, times = 0, 1
        else:
            value, times = value + (letter - LAST) * times, times * MORE
    return numbers
