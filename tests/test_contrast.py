"""The colours of the style sheet, in light and dark: computed, not looked at."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

SHEET = (Path(__file__).parent.parent / "overrides/assets/stylesheets/handbook.css").read_text(encoding="utf-8")
PASSAGES = ("client", "couns", "train", "evid", "caut")
GROUNDS = ("paper", "surface", "sheet", "lampsoft")

# Words and the grounds that they stand on.
TEXTS = [
    *((ink, ground) for ink in ("ink", "muted", "link") for ground in ("paper", "surface", "sheet")),
    *(("ink", ground) for ground in ("lampsoft", "help-soft", *(f"{one}-bg" for one in PASSAGES))),
    *(("link", f"{one}-bg") for one in PASSAGES),
    *((f"{one}-ink", f"{one}-bg") for one in PASSAGES),
    *((f"{one}-ink", ground) for one in PASSAGES for ground in ("paper", "sheet")),
    *(("visited", ground) for ground in ("paper", "surface", "sheet")),
    ("onbrand", "brand"),
    ("onhelp", "help-bg"),
    ("help-ink", "help-soft"),
    ("muted", "train-bg"),
]
# Edges of controls, bars of passages, and the two colours of the ring, one of which is seen on any ground.
EDGES = [
    *(("edge", ground) for ground in ("paper", "surface", "sheet")),
    *((f"{one}-edge", f"{one}-bg") for one in PASSAGES),
    *((f"{one}-edge", "paper") for one in PASSAGES),
    *(("ring", ground) for ground in (*GROUNDS, *(f"{one}-bg" for one in PASSAGES))),
    ("ring", "ring-2"),
    ("help-edge", "paper"),
    ("brand-edge", "paper"),
]


def colours(scheme: str) -> dict[str, str]:
    """The custom properties that are colours; those of the dark form over those of the light one."""
    light, dark = re.split(r"prefers-color-scheme: dark", SHEET.split("/* ---- Sizes ---- */")[0])[:2]
    found = dict(re.findall(r"--([\w-]+): (#[0-9A-Fa-f]{6})", light))
    return found | dict(re.findall(r"--([\w-]+): (#[0-9A-Fa-f]{6})", dark)) if scheme == "dark" else found


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG defines it."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.criterion("1.4.3", "1.4.6")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_have_seven_to_one_on_every_ground(scheme: str) -> None:
    found = colours(scheme)
    faint = {pair: round(contrast(found[pair[0]], found[pair[1]]), 2) for pair in TEXTS}
    assert {pair: ratio for pair, ratio in faint.items() if ratio < 7} == {}


@pytest.mark.criterion("1.4.11")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_edges_bars_and_the_ring_have_three_to_one(scheme: str) -> None:
    found = colours(scheme)
    faint = {pair: round(contrast(found[pair[0]], found[pair[1]]), 2) for pair in EDGES}
    assert {pair: ratio for pair, ratio in faint.items() if ratio < 3} == {}


def test_every_colour_of_words_is_among_those_that_are_computed() -> None:
    """A colour that is new belongs into a pair above, or it would never be looked at."""
    known = {name for pair in (*TEXTS, *EDGES) for name in pair} | {"lamp", "line"}
    assert set(colours("light")) - known == set(), "lamp and line only adorn"
