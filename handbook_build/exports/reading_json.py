"""How each page reads: words, long sentences, passives, unexplained words, reading age."""

from __future__ import annotations

from handbook_build.model.handbook import Handbook
from handbook_build.overviews import reading


def export(handbook: Handbook, keep: reading.Keep = reading.make_anew) -> str:
    return reading.as_json(handbook, keep=keep)
