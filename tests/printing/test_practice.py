"""A sheet as a practice gives it out, and the same sheet before any does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from handbook_build.assembly import load
from handbook_build.handouts import EMERGENCY, TO_TALK
from handbook_build.locations import Location
from handbook_build.model.form import A4, A4_LARGE, LETTER, PRINTED, Form
from handbook_build.model.handbook import Handbook
from handbook_build.model.practice import CrisisLine, Practice
from handbook_build.printing.engine import Press, Unprintable
from handbook_build.printing.handouts import for_practice, handout_sheets, practice_help
from handbook_build.printing.sheet import Sheet, sheet_data
from tests.tiny import TODAY

from .reading import sheet, tags, text_of_pdf
from .test_handouts import Keys

ROOT = Path(__file__).parents[2]
HERE = Location("practice.toml")
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30"><path d="M0 0H90V30H0Z"/></svg>'
WHOLE = Practice(
    "Rowan Street Counselling",
    HERE,
    address=("14 Rowan Street", "Anytown"),
    telephone="01632 960123",
    email="desk@rowan-street.example",
    web="https://rowan-street.example/",
    hours=("Monday to Thursday, 9 to 6", "Friday by arrangement"),
    logo="rowan.svg",
    colour="#2f6f73",
    country="GB",
    crisis_line=CrisisLine("Anytown Night Line", "01632 960999", "day and night"),
)
LONG = Practice(
    ("The Anytown and District Practice for Counselling, Psychotherapy and Supervision, " * 3)[:200],
    HERE,
    address=("The Old Rectory Buildings", "Second floor, rooms 12 to 18", "1 High Street", "Anytown", "AT1 2CD"),
    telephone="01632 960123",
    email="desk@a-rather-long-name.example",
    web="https://a-rather-long-name.example/anytown/",
    hours=("Monday to Thursday 8.30 am to 7.30 pm", "Friday 9 to 5", "closed in the last week of December"),
    crisis_line=CrisisLine("The crisis team of Anytown and the villages around it", "01632 960999", "at night"),
)
RTL = Practice("مركز النهر للإرشاد 🌿", HERE, country="GB")


@pytest.fixture(scope="module")
def handbook() -> Handbook:
    return load(ROOT, TODAY)


@pytest.fixture(scope="module")
def sheets(handbook: Handbook) -> dict[str, Sheet]:
    return {one.id: one for one in handout_sheets(handbook, Keys(), lambda place: "", lambda path: DRAWING)}


def given_out(handbook: Handbook, one: Sheet, practice: Practice, logo: bytes = b"") -> Sheet:
    return for_practice(one, practice, logo, practice_help(handbook, practice))


def test_all_that_is_known_stands_on_it(press: Press, handbook: Handbook, sheets: dict[str, Sheet]) -> None:
    text = text_of_pdf(press.print(given_out(handbook, sheets["H12"], WHOLE, DRAWING)).pdf)
    words = " ".join(text.split())
    assert words.startswith("Rowan Street Counselling Preparing for a break")
    assert "Telephone: 01632 960123." in words
    assert "Hours: Monday to Thursday, 9 to 6; Friday by arrangement." in words
    assert "When we are closed: Anytown Night Line 01632 960999, day and night." in words
    assert "14 Rowan Street, Anytown. desk@rowan-street.example, rowan-street.example." in words


def test_what_is_not_known_is_a_line_to_write_on(press: Press, handbook: Handbook, sheets: dict[str, Sheet]) -> None:
    known = tags(press.print(given_out(handbook, sheets["H12"], WHOLE)).pdf)
    bare = tags(press.print(given_out(handbook, sheets["H12"], Practice("Rowan", HERE, country="GB"))).pdf)
    lines = [[one.alternative for one in found.all("Figure")].count("One line to write on") for found in (known, bare)]
    assert lines[1] - lines[0] == 3, "telephone, hours, and whom to ring when it is closed"


def test_before_any_practice_there_is_room_for_one(press: Press, sheets: dict[str, Sheet]) -> None:
    words = " ".join(text_of_pdf(press.print(sheets["H12"]).pdf).split())
    assert "My counsellor or service" in words
    assert "Telephone" in words


def test_another_country_never_gets_our_numbers(press: Press, handbook: Handbook, sheets: dict[str, Sheet]) -> None:
    words = text_of_pdf(press.print(given_out(handbook, sheets["H12"], Practice("Río", HERE, country="ZZ"))).pdf)
    assert "999" not in words
    assert "116 123" not in words
    assert "In danger now" in words


def test_a_sheet_about_the_counsellor_does_not_send_the_reader_to_them(
    press: Press, handbook: Handbook, sheets: dict[str, Sheet]
) -> None:
    """`contact: none` in its head: the numbers to ring, and nobody of the practice."""
    alone, given = sheets["H18"], given_out(handbook, sheets["H18"], WHOLE, DRAWING)
    for made in (alone, given):
        words = " ".join(text_of_pdf(press.print(made).pdf).split())
        assert "Samaritans 116 123" in words
        for detail in ("My counsellor or service", "Telephone", "Anytown Night Line"):
            assert detail not in words


def test_without_numbers_such_a_sheet_has_lines_for_them(handbook: Handbook, sheets: dict[str, Sheet]) -> None:
    abroad = given_out(handbook, sheets["H18"], replace(WHOLE, country="FR"))
    assert abroad.contact == ((EMERGENCY, ""), (TO_TALK, ""))


def test_a_country_of_ours_gets_its_own(handbook: Handbook) -> None:
    code = next(code for code, _ in handbook.help.countries if code != "GB")
    own = next(line.number for line in handbook.help.of(code) if line.kind == "emergency" and line.number)
    assert own in str(practice_help(handbook, Practice("Rowan", HERE, country=code)))


def test_a_sheet_for_practitioners_bears_the_name_alone(press: Press) -> None:
    made = for_practice(sheet("Words.", audience=("counsellor",)), WHOLE, DRAWING, [])
    words = text_of_pdf(press.print(made).pdf)
    assert "Rowan Street Counselling" in words
    assert [part for part in ("Telephone", "01632", "14 Rowan", "My counsellor") if part in words] == []


def test_the_name_is_heard_once(press: Press) -> None:
    """The logo stands beside the name and says the same, so it is for the eye alone."""
    made = for_practice(sheet("Words.", audience=("counsellor",)), WHOLE, DRAWING, [])
    printed = press.print(made)
    assert tags(printed.pdf).all("Figure") == []
    assert printed.pdf != press.print(for_practice(made, WHOLE, b"", [])).pdf


@pytest.mark.parametrize(
    ("colour", "drawn"), [("#2f6f73", "#2f6f73"), ("#949494", "#949494"), ("#ffee00", ""), ("#ffffff", "")]
)
def test_a_colour_is_used_where_it_is_seen_on_white(colour: str, drawn: str) -> None:
    made = for_practice(sheet("Words."), Practice("Rowan", HERE, colour=colour), b"", [])
    assert sheet_data(made)["colour"] == drawn


@pytest.mark.parametrize("form", PRINTED, ids=lambda form: form.name)
@pytest.mark.parametrize("practice", [WHOLE, LONG, RTL], ids=["whole", "long", "from the right"])
def test_no_word_of_a_practice_is_lost(press: Press, form: Form, practice: Practice) -> None:
    made = for_practice(sheet("Words.", audience=("client",)), practice, DRAWING, [])
    words = "".join(text_of_pdf(press.print(made, form).pdf).split())
    known = [practice.telephone, practice.email, *practice.address, *practice.hours]
    if practice is not RTL:
        known.append(practice.name)
    assert [part for part in known if "".join(part.split()) not in words] == []


@pytest.mark.parametrize("form", [A4, LETTER], ids=lambda form: form.name)
@pytest.mark.parametrize("practice", [WHOLE, LONG, RTL], ids=["whole", "long", "from the right"])
@pytest.mark.parametrize("name", ["H01", "H06", "H10", "H12"])
def test_released_sheets_keep_to_one_side(
    press: Press, handbook: Handbook, sheets: dict[str, Sheet], name: str, practice: Practice, form: Form
) -> None:
    assert press.print(given_out(handbook, sheets[name], practice, DRAWING), form).pages == 1


def test_a_logo_that_is_no_picture_is_named(press: Press) -> None:
    made = for_practice(sheet("Words."), WHOLE, b"hello", [])
    with pytest.raises(Unprintable) as refused:
        press.print(made, A4_LARGE)
    assert "rowan.svg" in refused.value.message
