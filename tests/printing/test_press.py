"""The press itself: the same bytes each time, pages, pictures."""

from __future__ import annotations

import subprocess
import sys
from base64 import b64decode
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import pytest

from handbook_build.model.form import A4, LETTER
from handbook_build.printing.engine import Press, Unprintable
from handbook_build.printing.pictures import for_paper

from .reading import sheet

ROOT = Path(__file__).parents[2]
DOT = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
DRAWING = (ROOT / "content/images/alliance-triad.svg").read_bytes()
PICTURES = {"dot.png": DOT, "triad.svg": DRAWING}
BODY = "Words, 😀 and שלום.\n\n![A dot](dot.png)\n\n![The triad](triad.svg)\n\n/// lines\n    count: 2\n///"


def test_two_prints_give_the_same_bytes(press: Press) -> None:
    made = sheet(BODY, PICTURES)
    assert press.print(made).pdf == Press().print(made).pdf


def test_another_process_gives_the_same_bytes(press: Press) -> None:
    program = (
        "from hashlib import sha256; from tests.printing.test_press import BODY, PICTURES, Press, sheet;"
        "print(sha256(Press().print(sheet(BODY, PICTURES)).pdf).hexdigest())"
    )
    told = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == sha256(press.print(sheet(BODY, PICTURES)).pdf).hexdigest()


@pytest.mark.parametrize("count", [1, 2, 3])
def test_pages_are_counted(press: Press, count: int) -> None:
    made = sheet("/// lines\n    count: 24\n///\n\n" * count, title="/Type/Pages/Count 9")
    assert press.print(made).pages == count


def test_papers_differ(press: Press) -> None:
    assert press.print(sheet(BODY), A4).pdf != press.print(sheet(BODY), LETTER).pdf


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.png", DOT[:40], "the picture a.png cannot be read: failed to decode image"),
        (
            "b.svg",
            b"<svg xmlns='http://www.w3.org/2000/svg'><g",
            "the picture b.svg cannot be read: failed to parse SVG",
        ),
        ("c.txt", b"hello", "the picture c.txt cannot be read: unknown image format"),
    ],
)
def test_a_broken_picture_is_named(press: Press, name: str, data: bytes, said: str) -> None:
    with pytest.raises(Unprintable) as refused:
        press.print(sheet(f"Words.\n\n![A picture]({name})", {"dot.png": DOT, name: data}))
    assert refused.value.message.startswith(said)


def test_what_only_a_screen_can_do_is_taken_from_a_drawing() -> None:
    kind, text = for_paper(DRAWING)
    assert kind == ".svg"
    assert b"var(" not in text
    assert b"@media" not in text
    assert b"#1B2523" in text


def test_the_fingerprint_stays_the_same(press: Press) -> None:
    assert press.fingerprint == Press().fingerprint


@pytest.mark.parametrize("engine", ["typst", "segno", "pillow", "pikepdf", "python-docx", "lxml"])
def test_the_fingerprint_tells_another_version_of_an_engine(
    press: Press, monkeypatch: pytest.MonkeyPatch, engine: str
) -> None:
    """So that no preview, form or document of an older one is taken from the cache."""
    monkeypatch.setattr(
        "handbook_build.printing.engine.version", lambda name: "99" if name == engine else version(name)
    )
    assert press.fingerprint != Press().fingerprint
