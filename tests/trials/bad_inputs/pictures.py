"""Practices with a logo that is more than a picture."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

from tests.tiny import handout
from tests.trials.bad_inputs import Bad

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'
# Of some, nothing is wrong that a reader would see; they must only do no harm.
SHEET = "content/handouts/H1.md"
ENTITIES = (
    '<!DOCTYPE svg [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, 12))
    + "]>"
)


def _png(wide: int, tall: int, data: bytes) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", wide, tall, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def _squeezed(size: int) -> bytes:
    packer = zlib.compressobj(9)
    zeros = bytes(1_000_000)
    return b"".join(packer.compress(zeros) for _ in range(size // 1_000_000)) + packer.flush()


def _logo(
    name: str, picture: str, data: str | bytes | Callable[[], bytes], *, at: str = "practice.toml", **more: bool
) -> Bad:
    """A practice with this logo, and a sheet with a slip."""

    def put(root: Path) -> None:
        made = data() if callable(data) else data
        (root / picture).write_bytes(made.encode() if isinstance(made, str) else made)
        (root / "practice.toml").write_text(f'name = "Our practice"\nlogo = "{picture}"\n')
        (root / "content/handouts").mkdir()
        (root / "content/handouts/H1.md").write_text(handout("H1", "start", "[x](#none)"))

    return Bad(name, put, at, **more)


def _uses(depth: int) -> str:
    """Each group shows the one before ten times."""
    groups = "".join(f'<g id="g{at}">{f"""<use xlink:href="#g{at - 1}"/>""" * 10}</g>' for at in range(1, depth))
    return (
        f'{SVG}<defs><g id="g0"><rect width="1" height="1"/></g>{groups}</defs><use xlink:href="#g{depth - 1}"/></svg>'
    )


CASES: tuple[Bad, ...] = (
    _logo(
        "an SVG with a bomb of entities",
        "a.svg",
        f"<?xml version='1.0'?>{ENTITIES}{SVG}<title>&a11;</title></svg>",
        quick=True,
        build=True,
    ),
    _logo(
        "an SVG that reads a file", "a.svg", f"<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>{SVG}&x;</svg>"
    ),
    _logo("an SVG, nested 50,000 deep", "a.svg", SVG + "<g>" * 50_000 + "</g>" * 50_000 + "</svg>"),
    _logo(
        "an SVG, nested 200 deep",
        "a.svg",
        SVG + "<g>" * 200 + "<rect width='9' height='9'/>" + "</g>" * 200 + "</svg>",
        at=SHEET,
    ),
    _logo("an SVG that shows itself ten times ten times", "a.svg", _uses(10), quick=True),
    _logo("an SVG that shows itself", "a.svg", f'{SVG}<g id="a"><use xlink:href="#a"/></g></svg>'),
    _logo("an SVG with a program", "a.svg", f"{SVG}<script>alert(1)</script></svg>"),
    _logo("an SVG of 10^30 by 10^30", "a.svg", SVG.replace("0 0 9 9", f"0 0 {10**30} {10**30}") + "</svg>", at=SHEET),
    _logo("an SVG of no size", "a.svg", SVG.replace("0 0 9 9", "0 0 0 0") + "</svg>"),
    _logo("an SVG whose size is no number", "a.svg", SVG.replace("0 0 9 9", "nan inf nan inf") + "</svg>"),
    _logo(
        "an SVG with a filter of 10^9",
        "a.svg",
        f'{SVG}<filter id="f"><feGaussianBlur stdDeviation="1000000000"/></filter>'
        '<rect filter="url(#f)" width="9" height="9"/></svg>',
        at=SHEET,
    ),
    _logo(
        "an SVG with a picture in it that is a bomb",
        "a.svg",
        f'{SVG}<image width="9" height="9" xlink:href="data:image/png;base64,iVBORw0KGgo="/></svg>',
        at=SHEET,
    ),
    _logo("a PNG that claims to be 100,000 pixels wide", "a.png", _png(100_000, 100_000, zlib.compress(b""))),
    _logo("a PNG that unpacks to 2 GB", "a.png", lambda: _png(4000, 4000, _squeezed(2_000_000_000)), at=SHEET),
    _logo("a PNG with nothing in it", "a.png", _png(100, 100, b"")),
    _logo("a PNG that is broken off", "a.png", b"\x89PNG\r\n\x1a\n"),
    _logo("a logo that is text", "a.png", "Our practice"),
    _logo("a logo with nothing in it", "a.png", b""),
    _logo("a JPEG that is broken off", "a.jpg", b"\xff\xd8\xff\xe0\x00"),
    _logo("a JPEG whose marks never end", "a.jpg", b"\xff\xd8" + b"\xff" * 100_000),
)
