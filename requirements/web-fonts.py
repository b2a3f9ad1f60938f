"""Makes the two fonts of the site from the variable fonts that npm's package brings: the commands are in
`THIRD-PARTY.md`.

The letters are those of Western European languages. Other ones come from the reader's own fonts: all of them would
double what everybody loads. The upright font is variable from regular to bold, so that one file is both; the italic
is regular alone, since little on a page is both bold and italic.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

# Latin-1, the Western European letters beyond it, and marks of punctuation.
LETTERS = (
    "20-7E,A0-FF,102,131,152-153,2C6,2DA,2DC,300-301,303-304,308,2009,2013-2014,2018-201A,"
    "201C-201E,2022,2026,2039-203A,2044,20AC,2122,2212,2215"
)
FEATURES = ["ccmp", "kern", "locl", "mark", "mkmk", "pnum", "tnum", "frac"]
FACES = {"normal": ("ahn", (400, 400, 700)), "italic": ("ahn-italic", 400)}


def letters() -> list[int]:
    """The code points of LETTERS."""
    ends = [[int(end, 16) for end in part.split("-")] for part in LETTERS.split(",")]
    return [point for end in ends for point in range(end[0], end[-1] + 1)]


def made(source: Path, weights: tuple[int, int, int] | int) -> TTFont:
    """The font of a file, with those weights (one, or the least, usual and greatest) and the letters alone."""
    held = BytesIO()
    whole = instancer.instantiateVariableFont(TTFont(source), {"wght": weights})
    whole.flavor = None
    whole.save(held)  # the subsetter wants tables that were read, not those in the making
    font = TTFont(held)
    options = subset.Options(layout_features=FEATURES, hinting=False, notdef_outline=True)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=letters())
    subsetter.subset(font)
    font.flavor = "woff2"
    return font


def main(package: str, version: str, out: str) -> None:
    """Writes a file for each face to `out`, named with the version of the package."""
    for style, (name, weights) in FACES.items():
        source = Path(package, "files", f"atkinson-hyperlegible-next-latin-wght-{style}.woff2")
        target = Path(out, f"{name}-{version}.woff2")
        made(source, weights).save(target)
        sys.stdout.write(f"{target}: {target.stat().st_size} bytes\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
