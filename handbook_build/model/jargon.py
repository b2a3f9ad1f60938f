"""Words of the trade that a page should explain or do without, and abbreviations that all know."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Jargon:
    """What `jargon.yml` lists."""

    words: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
