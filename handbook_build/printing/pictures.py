"""Pictures made ready for paper."""

from __future__ import annotations

import json
import re
from io import BytesIO
from typing import TYPE_CHECKING

from handbook_build.model.picture import is_drawing

if TYPE_CHECKING:
    from PIL import Image

# A colour that a page may change: `var(--ink, #1B2523)`. Paper takes the value it falls back to.
VARIABLE = re.compile(r"var\(\s*--[\w-]+\s*,\s*([^()]*(?:\([^()]*\))?[^()]*)\)")
# How wide a drawing is in its own units, and how large letters are in it.
VIEW = re.compile(r"""viewBox\s*=\s*["'](?:\s*-?[\d.]+[\s,]+){2}(\d+\.?\d*|\.\d+)""")
LETTERS = re.compile(r"""font-size\s*[:=]\s*["']?\s*(\d+\.?\d*|\.\d+)(?=[\s"';}]|px)""")
# Rules for a screen, such as a dark one, one level deep.
SCREEN_RULES = re.compile(r"@media[^{}]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")


def least_letters(picture: bytes) -> float:
    """How large the smallest letters of a drawing are, as a share of its width; 0 where it does not say."""
    if not is_drawing(picture):
        return 0.0
    text = picture.decode("utf-8", "replace")
    view = VIEW.search(text)
    letters = [size for found in LETTERS.findall(text) if (size := float(found))]
    width = float(view[1]) if view else 0.0
    return min(letters) / width if letters and width else 0.0


def in_greys(picture: bytes, greys: int) -> bytes:
    """A PNG in so many greys, which makes it small."""
    # Imported here, since only a build draws pictures.
    from PIL import Image

    steps = greys - 1
    with Image.open(BytesIO(picture)) as opened:
        drawn = opened.convert("L").point([round(level / 255 * steps) for level in range(256)])
    drawn.putpalette([level for step in range(greys) for level in [round(step * 255 / steps)] * 3])
    made = BytesIO()
    drawn.save(made, "PNG", bits=4 if greys > 4 else 2, optimize=True)
    return made.getvalue()


def in_few_colours(picture: bytes, colours: int) -> bytes:
    """A PNG in so many colours at most, each near enough to its own that no eye tells them apart: it makes it small."""
    # Imported here, since only a build draws pictures.
    from PIL import Image

    with Image.open(BytesIO(picture)) as opened:
        # Twice as fast as any other way, and hardly larger.
        drawn = opened.convert("RGB").quantize(colours, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    made = BytesIO()
    drawn.save(made, "PNG")
    return made.getvalue()


# Pictures of a page are compared after a blur, so that letters with other edges are the same; what is then still
# this much lighter or darker has moved or changed.
BLUR, STEP = 1.5, 32


def differing(one: bytes, other: bytes) -> tuple[int, int]:
    """How many pixels of two pictures differ, and of how many; all of them when the pictures are not of one size.

    Raises OSError for what is no picture.
    """
    # Imported here, since only an overview compares pictures.
    from PIL import Image

    with Image.open(BytesIO(one)) as first, Image.open(BytesIO(other)) as second:
        pixels = first.width * first.height
        if first.size != second.size:
            return pixels, pixels
    return sum(_difference(one, other).histogram()[STEP:]), pixels


def difference(one: bytes, other: bytes) -> bytes:
    """Where two pictures of one size differ, as PNG: black on white."""
    made = BytesIO()
    _difference(one, other).point([0 if tone >= STEP else 255 for tone in range(256)]).save(made, "PNG")
    return made.getvalue()


def _difference(one: bytes, other: bytes) -> Image.Image:
    from PIL import Image, ImageChops, ImageFilter

    soft = []
    for picture in (one, other):
        with Image.open(BytesIO(picture)) as opened:
            soft.append(opened.convert("L").filter(ImageFilter.GaussianBlur(BLUR)))
    return ImageChops.difference(*soft)


def for_paper(picture: bytes) -> tuple[str, bytes]:
    """The ending of the picture's file and what stands in it.

    A drawing stands there without what only a screen can do. Typst's binding takes files of text
    alone, so a photograph stands there as the numbers of its bytes.
    """
    if not is_drawing(picture):
        return ".json", json.dumps(list(picture)).encode()
    text = picture.decode("utf-8", "replace").lstrip("\ufeff")
    return ".svg", VARIABLE.sub(r"\1", SCREEN_RULES.sub("", text)).encode()
