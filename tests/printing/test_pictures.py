"""How our sheets look: each side beside the picture of it that somebody approved.

What has changed is written, with the difference, to the folder of the test. When it is meant to look so:

    handbook contact-sheet --approved tests/printing/approved --approve
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from handbook_build.cache import Cache
from handbook_build.model.form import A4, A4_LARGE, PRINTED
from handbook_build.pressing.contact import PICTURE_FILE, plain_looks, read_approved
from handbook_build.printing.engine import Press
from handbook_build.printing.looks import DOTS, TOLERANCE, Look, all_looks, compare, looks_of, share_changed
from handbook_build.printing.pictures import difference
from handbook_build.printing.sheet import Sheet
from tests.tiny import TODAY, MakeTiny, handbook, handout

from .reading import sheet, tags, text_of_pdf

ROOT = Path(__file__).parents[2]
APPROVED = Path(__file__).parent / "approved"
APPROVE = "handbook contact-sheet --approved tests/printing/approved --approve"
# A block moved by so much is seen.
TWO_MILLIMETRES = round(2 / 25.4 * DOTS)


@pytest.fixture(scope="module")
def own() -> list[Sheet]:
    return plain_looks(ROOT, TODAY, Cache(None))[1]


@pytest.fixture(scope="module")
def approved() -> dict[str, bytes]:
    return read_approved(APPROVED)


# ---- Our own sheets ----


def test_every_sheet_looks_as_approved(
    press: Press, own: list[Sheet], approved: dict[str, bytes], tmp_path: Path
) -> None:
    told = []
    for made in own:
        for form in PRINTED:
            now = looks_of(press, made, Cache(None), form)
            for look, how in compare(now, approved).items():
                told.append(f"{look} {how}")
                if how != "gone":
                    (tmp_path / look.file).write_bytes(now[look])
                if how == "changed":
                    (tmp_path / f"difference.{look.file}").write_bytes(difference(now[look], approved[look.file]))
    found = f"{'; '.join(told)}\nThe pictures are in {tmp_path}. When the sheets are meant to look so: {APPROVE}"
    assert not told, found


def test_no_approved_picture_is_of_a_sheet_that_has_gone(own: list[Sheet], approved: dict[str, bytes]) -> None:
    assert {name.partition(".")[0] for name in approved} == {made.id for made in own}
    assert sorted(path.name for path in APPROVED.iterdir()) == sorted(filter(PICTURE_FILE.fullmatch, approved))


def test_the_approved_pictures_are_small(approved: dict[str, bytes]) -> None:
    assert sum(map(len, approved.values())) < 1_500_000


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"SOURCE_DATE_EPOCH": "1900000000"},
        {"HANDBOOK_SITE_URL": "https://a-long-name.relationship-trust.org.uk/handbook/"},
    ],
    ids=["in 2030", "at another address"],
)
def test_a_picture_depends_neither_on_the_day_nor_on_the_address(own: list[Sheet], elsewhere: dict[str, str]) -> None:
    assert plain_looks(ROOT, {**TODAY, **elsewhere}, Cache(None))[1] == own


def test_nor_on_the_edition_that_is_released(tiny: MakeTiny) -> None:
    made = tiny({"content/handouts/H12.md": handout("H12", "start")})
    before = plain_looks(made.root, TODAY, Cache(None))[1]
    released = made.run("release", "2026.1", "--yes")
    assert released.returncode == 0, released.stderr
    assert plain_looks(made.root, TODAY, Cache(None))[1] == before


# ---- What the comparison finds ----

BODY = """\
## Before

A break can hurt, and it is worth a word.

/// caution | When to worry
Ring somebody when it is too much.
///

/// lines | What I want to say
    count: 3
///
"""


@pytest.fixture(scope="module")
def drawn(press: Press) -> bytes:
    return first_side(press, BODY)


def first_side(press: Press, markdown: str) -> bytes:
    (look, *_) = looks_of(press, sheet(markdown), Cache(None), A4).values()
    return look


def test_the_same_sheet_is_the_same(press: Press, drawn: bytes) -> None:
    assert share_changed(first_side(press, BODY), drawn) == 0


CHANGES: dict[str, tuple[str, str]] = {
    "one word": ("worth a word", "worth a sentence"),
    "a line less": ("count: 3", "count: 2"),
    "a frame that is gone": ("/// caution | When to worry\nRing somebody when it is too much.\n///\n", ""),
    "a heading as plain words": ("## Before", "Before"),
    "bold words": ("it is worth a word", "**it is worth a word**"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_seen(press: Press, drawn: bytes, change: str) -> None:
    before, after = CHANGES[change]
    assert before in BODY
    assert share_changed(first_side(press, BODY.replace(before, after)), drawn) > TOLERANCE


def moved(picture: Image.Image, across: int, down: int) -> Image.Image:
    """The picture with the frame of its caution elsewhere."""
    box = (25, 90, picture.width - 25, 130)
    block = picture.crop(box)
    assert block.getextrema()[0] < 100, "there is nothing in the block"
    made = picture.copy()
    made.paste(255, box)
    made.paste(block, (box[0] + across, box[1] + down))
    return made


def softened(picture: Image.Image, offset: float) -> Image.Image:
    """Drawn with other edges: each mark so much of a pixel further right and down."""
    size = picture.size
    return picture.transform(size, Image.Transform.AFFINE, (1, 0, -offset, 0, 1, -offset), Image.Resampling.BILINEAR)


SEEN: dict[str, Callable[[Image.Image], Image.Image]] = {
    "a block 2 mm further down": lambda picture: moved(picture, 0, TWO_MILLIMETRES),
    "a block 2 mm further right": lambda picture: moved(picture, TWO_MILLIMETRES, 0),
    "everything 1 mm further down": lambda picture: ImageChops.offset(picture, 0, TWO_MILLIMETRES // 2 + 1),
    "a page of another size": lambda picture: picture.resize((picture.width, picture.height - 1)),
}
NOT_SEEN: dict[str, Callable[[Image.Image], Image.Image]] = {
    "edges drawn otherwise": lambda picture: softened(picture, 0.3),
    "all greys a little lighter": lambda picture: picture.point(lambda tone: min(tone + 12, 255)),
    "more greys": lambda picture: picture,
}


def as_png(picture: Image.Image) -> bytes:
    held = BytesIO()
    picture.save(held, "PNG")
    return held.getvalue()


@pytest.fixture(scope="module")
def fine(press: Press) -> Image.Image:
    """The same side in all greys."""
    made = press.sides(sheet(BODY), A4, DOTS)[0]
    return Image.open(BytesIO(made)).convert("L")


@pytest.mark.parametrize("how", SEEN)
def test_what_has_moved_is_seen(drawn: bytes, fine: Image.Image, how: str) -> None:
    assert share_changed(as_png(SEEN[how](fine)), drawn) > TOLERANCE


@pytest.mark.parametrize("how", NOT_SEEN)
def test_letters_with_other_edges_are_the_same(drawn: bytes, fine: Image.Image, how: str) -> None:
    assert share_changed(as_png(NOT_SEEN[how](fine)), drawn) <= TOLERANCE


def test_an_approved_picture_that_is_damaged_is_another(drawn: bytes) -> None:
    assert share_changed(drawn, drawn[:50]) == share_changed(drawn, b"") == 1


def test_a_side_more_is_new_and_one_less_is_gone(press: Press) -> None:
    one, two = (sheet("/// lines\n    count: 24\n///\n\n" * count, limit=2) for count in (1, 2))
    short, long = (looks_of(press, made, Cache(None), A4) for made in (one, two))
    assert len(long) == 2
    second = Look("H99", "a4.pdf", 2)
    assert compare(long, {look.file: picture for look, picture in short.items()})[second] == "new"
    assert compare(short, {look.file: picture for look, picture in long.items()})[second] == "gone"


def test_standard_print_on_a4_is_compared_on_every_side_and_the_others_on_the_first(press: Press) -> None:
    made = sheet("/// lines\n    count: 24\n///\n\n" * 2, limit=2)
    assert [look.file for look in all_looks(press, made, Cache(None))] == [
        "H99.a4.1.png",
        "H99.a4.2.png",
        "H99.letter.1.png",
        "H99.a4.large.1.png",
        "H99.letter.large.1.png",
    ]


# ---- The command ----

SHEETS: dict[str, str | bytes] = {
    "content/handouts/H01.md": handout("H01", "start", BODY),
    "content/handouts/H02.md": handout("H02", "start", BODY),
}


def test_the_contact_sheet_says_what_has_changed_since_it_was_approved(tiny: MakeTiny) -> None:
    made = tiny(SHEETS)
    page, pictures = made.root.parent / "page.pdf", made.root.parent / "approved"
    approving = made.run("contact-sheet", "--approved", str(pictures), "--approve")
    assert approving.returncode == 0, approving.stderr
    assert approving.stdout.splitlines() == sorted(path.name for path in pictures.iterdir())
    assert len(approving.stdout.splitlines()) == 2 * 4
    show = ("contact-sheet", "--approved", str(pictures), "--out", str(page))
    assert made.run(*show).stdout == ""
    made.write({"content/handouts/H02.md": handout("H02", "start", BODY.replace("## Before", "## Much later"))})
    changed = made.run(*show)
    assert (changed.returncode, changed.stdout) == (0, "H02.a4.pdf, side 1 changed\n")
    assert made.run(*show, "--form", "letter.large.pdf").stdout == "H02.letter.large.pdf, side 1 changed\n"
    assert page.read_bytes().startswith(b"%PDF")
    again = made.run("contact-sheet", "--approved", str(pictures), "--approve")
    assert again.stdout.split() == [f"H02.{form}.1.png" for form in ("a4", "a4.large", "letter", "letter.large")]
    (made.root / "content/handouts/H02.md").unlink()
    assert len(made.run("contact-sheet", "--approved", str(pictures), "--approve").stdout.split()) == 4
    assert {path.name.partition(".")[0] for path in pictures.iterdir()} == {"H01"}


def test_the_changed_sheet_has_a_heavy_frame_and_says_so(tiny: MakeTiny) -> None:
    made = tiny(SHEETS)
    page, pictures = made.root.parent / "page.pdf", made.root.parent / "approved"
    made.run("contact-sheet", "--approved", str(pictures), "--approve")
    made.write({"content/handouts/H02.md": handout("H02", "start", "Other words.")})
    made.run("contact-sheet", "--approved", str(pictures), "--out", str(page))
    words = text_of_pdf(page.read_bytes())
    assert "2 handouts; 1 changed since the pictures were approved." in words
    assert words.split("H01")[1].count("side 1 changed") == 1
    assert "side 1 changed" not in words.split("H01")[1].split("H02")[0]
    assert [tag.alternative for tag in tags(page.read_bytes()).all("Figure")] == ["H01, side 1", "H02, side 1"]
    picture = page.with_suffix(".png")
    made.run("contact-sheet", "--approved", str(pictures), "--out", str(picture))
    compared = widest_black(picture)
    made.run("contact-sheet", "--out", str(picture))
    assert compared > widest_black(picture)


def widest_black(picture: Path) -> int:
    """The most black pixels in a row of the page."""
    with Image.open(picture) as opened:
        rows = opened.convert("L").point(lambda tone: 255 if tone < 40 else 0)
        return max(sum(rows.crop((0, row, rows.width, row + 1)).histogram()[255:]) for row in range(rows.height))


REFUSED: dict[str, tuple[tuple[str, ...], str]] = {
    "nowhere to put the pictures": (("--approve",), "name it with --approved DIR"),
    "another kind of file": (("--out", "page.jpg"), "page.jpg is neither a .pdf nor a .png"),
    "a form that is not printed": (("--form", "docx"), "there is no printed form docx; there are: a4.pdf, letter.pdf"),
    "a slip in the form": (("--form", "a4.larg.pdf"), "did you mean a4.large.pdf?"),
    "no pictures there": (("--approved", "nowhere"), "nowhere is no folder of approved pictures; make it with"),
    "among the handbook's pages": (("--out", "content/page.pdf"), "is where the handbook itself is"),
}


@pytest.mark.parametrize("wrong", REFUSED)
def test_wrong_use_is_told_and_nothing_is_written(tiny: MakeTiny, wrong: str) -> None:
    options, said = REFUSED[wrong]
    made = tiny({"content/handouts/H01.md": handout("H01", "start")})
    refused = handbook("contact-sheet", *options, cwd=made.root)
    assert refused.returncode == 2
    assert said in refused.stderr
    assert not (made.root / "content/page.pdf").exists()


def test_a_sheet_that_cannot_be_printed_is_named_and_the_others_are_shown(tiny: MakeTiny) -> None:
    made = tiny({**SHEETS, "content/handouts/H02.md": handout("H02", "start", "The word \u6f22 stands here.")})
    page = made.root.parent / "page.pdf"
    shown = made.run("contact-sheet", "--out", str(page))
    assert shown.returncode == 1
    assert "H02 cannot be printed: no font here has the character '\u6f22'" in shown.stderr
    assert page.exists()


def test_a_handbook_without_handouts_has_an_empty_page(tiny: MakeTiny) -> None:
    made = tiny({})
    page = made.root.parent / "page.pdf"
    assert made.run("contact-sheet", "--out", str(page)).returncode == 0
    assert page.exists()


def test_large_print_looks_otherwise(press: Press) -> None:
    made = sheet(BODY)
    (standard,), (large,) = (looks_of(press, made, Cache(None), form).values() for form in (A4, A4_LARGE))
    assert share_changed(standard, large) > TOLERANCE
