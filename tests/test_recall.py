"""Recall of printed sheets: what a code says today, and that it never says *current* falsely."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from handbook_build.editions.codes import SIGNS, code_of, read_code
from handbook_build.editions.now import parts_of
from handbook_build.editions.recall import Recall, Status, Unfound, code_now, look_up, recall_of, recalls
from handbook_build.handouts import sheet_record
from handbook_build.model.edition import Became, Change, Edition, Erratum, Ledger
from handbook_build.model.handbook import Handbook
from handbook_build.model.nodes import text_of
from handbook_build.web.framed.recall import recall_page
from tests.tiny import MakeTiny, Tiny, handout, page

TERMS = """
terms:
  - id: break
    preferred: break
    definition: A planned gap.
  - id: rupture
    preferred: rupture
    definition: A strain.
"""
HELP = """
checked: 2026-11-22
services:
  - country: United Kingdom
    code: GB
    service: Samaritans
    kind: listening
    number: '116 123'
    source: a page
    checked: 2026-11-22
"""
BODY = "A break can hurt.\n\nSo can a rupture.\n\n/// passage\n    section: plan\n///\n"
Files = dict[str, str | bytes]
FILES: Files = {
    "content/breaks.md": page("breaks", "## Plan {#plan}\n\nAsk when you meet again.\n\n## Later {#later}\n\nGo on.\n"),
    "content/handouts/H12.md": handout("H12", "breaks", BODY),
    "content/handouts/H13.md": handout("H13", "later", "Another sheet.\n"),
    "content/terms.yml": TERMS,
    "content/help.yml": HELP,
}
FIRST = code_of("2026.1", "H12")
DAY = date(2026, 12, 1)


def release(handbook: Handbook, name: str, ledger: Ledger | None = None) -> Ledger:
    """The ledger with one more edition, which says what the handbook says now and files what is pending."""
    ledger = ledger or Ledger()
    sheets = tuple(sheet_record(handbook, one, code_of(name, one.id, ledger.codes)) for one in handbook.handouts)
    parts = tuple(parts_of(handbook).values())
    edition = Edition(name, date(2026, 11, 22), parts, sheets, changes=ledger.pending)
    return replace(ledger, editions=(*ledger.editions, edition), pending=(), exists=True)


def edited(made: Tiny, path: str, before: str, after: str) -> None:
    file = made.root / "content" / path
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after), encoding="utf-8")


def recalled(tiny: MakeTiny, edits: Mapping[str, tuple[str, str]], **more: object) -> Recall:
    """What the first code of H12 says after edits: by path, the words before and after."""
    made = tiny(FILES)
    ledger = release(made.load(), "2026.1")
    for path, (before, after) in edits.items():
        edited(made, path, before, after)
    return recall_of(replace(made.load(), ledger=replace(ledger, **more)), FIRST)  # type: ignore[arg-type]


# ---- What has changed, in plain words ----


def test_a_sheet_that_says_the_same_is_current(tiny: MakeTiny) -> None:
    found = recalled(tiny, {"breaks.md": ("Go on.", "Go further.")})
    assert (found.status, found.changes) == (Status.CURRENT, ())
    assert found.now is not None
    assert found.now.code == FIRST


CHANGES: dict[str, tuple[dict[str, tuple[str, str]], list[str]]] = {
    "words": ({"handouts/H12.md": ("can hurt", "may hurt")}, ["The words of the sheet have changed in one place."]),
    "several places": (
        {"handouts/H12.md": ("A break can hurt.\n\nSo can a rupture.", "A break hurts.\n\nSo does a rupture.\n\nYes.")},
        ["The words of the sheet have changed in 3 places."],
    ),
    "a section that it draws in": (
        {"breaks.md": ("Ask when", "Ask where")},
        ["The words of the sheet have changed in one place."],
    ),
    "a definition": ({"terms.yml": ("A strain.", "A tear.")}, ["A word is explained differently: rupture."]),
    "both definitions": (
        {"terms.yml": ("definition: A ", "definition: One ")},
        ["Words are explained differently: break, rupture."],
    ),
    "numbers come first": (
        {"help.yml": ("116 123", "116 124"), "handouts/H12.md": ("can hurt", "may hurt")},
        ["The numbers to ring have changed.", "The words of the sheet have changed in one place."],
    ),
    "its title": ({"handouts/H12.md": ("title: A sheet", "title: Breaks")}, ["Its title is now “Breaks”."]),
    "the line below": ({"handouts/H12.md": ("Leave any", "Leave each")}, ["The line below the title has changed."]),
}


@pytest.mark.parametrize("case", CHANGES)
def test_what_has_changed_is_said_in_plain_words(tiny: MakeTiny, case: str) -> None:
    edits, said = CHANGES[case]
    found = recalled(tiny, edits)
    assert found.status is Status.CHANGED
    assert list(found.changes) == said


def test_what_an_erratum_says_of_the_sheet_or_of_its_words_is_a_mistake_on_it(tiny: MakeTiny) -> None:
    for erratum in (
        Erratum("H12", ("2026.1",), DAY, "can hurt", "may hurt"),
        Erratum("later", ("2026.1",), DAY, "Go on.", "Go.", handouts=("H12",)),
        Erratum("plan", ("2026.1",), DAY, "Ask when", "Ask where"),
    ):
        found = recalled(tiny, {}, errata=(erratum,))
        assert (found.status, found.mistakes, found.nearby) == (Status.CHANGED, (erratum,), ())


def test_a_mistake_that_is_put_right_is_not_in_the_sheet_of_today(tiny: MakeTiny) -> None:
    errata = (Erratum("H12", ("2026.1",), DAY, "can hurt", "may hurt"),)
    assert recalled(tiny, {"handouts/H12.md": ("So can", "So does")}, errata=errata).uncorrected
    found = recalled(tiny, {"handouts/H12.md": ("can hurt", "may hurt")}, errata=errata)
    assert found.status is Status.CHANGED
    assert not found.uncorrected


def test_an_erratum_of_the_page_that_it_goes_with_stands_by(tiny: MakeTiny) -> None:
    erratum = Erratum("later", ("2026.1",), DAY, "Go on.", "Go.")
    found = recalled(tiny, {}, errata=(erratum, Erratum("plan", ("2025.1",), DAY, "Ask", "Tell")))
    assert (found.status, found.mistakes, found.nearby) == (Status.CURRENT, (), (erratum,))


# ---- Sheets that are gone, or have another name ----


@pytest.mark.parametrize(
    ("became", "into", "status"),
    [
        (Became.WITHDRAWN, (), Status.WITHDRAWN),
        (Became.MERGED, ("H13",), Status.WITHDRAWN),
        (Became.SPLIT, ("H13", "later"), Status.WITHDRAWN),
        (Became.RENAMED, ("H13",), Status.CHANGED),
        (Became.RENAMED, ("later",), Status.WITHDRAWN),
    ],
)
def test_a_sheet_that_is_gone_says_why_and_what_to_use(
    tiny: MakeTiny, became: Became, into: tuple[str, ...], status: Status
) -> None:
    made = tiny(FILES)
    ledger = replace(release(made.load(), "2026.1"), pending=(Change("H12", became, into, "It was too long."),))
    (made.root / "content/handouts/H12.md").unlink()
    handbook = replace(made.load(), ledger=ledger)
    found = recall_of(handbook, FIRST)
    assert found.status is status
    assert found.fate.reason == "It was too long."
    assert tuple(part.id for part in found.fate.now) == into
    shown = recall_page(handbook, found)
    assert shown.address == f"c/{FIRST}/"
    assert not shown.indexed
    assert "It was too long." in text_of(shown.body)
    assert ".pdf" not in str(shown.body)


def test_a_sheet_that_vanished_unrecorded_is_not_silent(tiny: MakeTiny) -> None:
    made = tiny(FILES)
    ledger = release(made.load(), "2026.1")
    (made.root / "content/handouts/H12.md").unlink()
    handbook = replace(made.load(), ledger=ledger)
    found = recall_of(handbook, FIRST)
    assert found.status is Status.WITHDRAWN
    assert "No reason is recorded" in text_of(recall_page(handbook, found).body)


# ---- Codes as they are typed ----


def test_a_code_is_known_however_it_is_typed(tiny: MakeTiny) -> None:
    made = tiny(FILES).load()
    ledger = release(made, "2026.1")
    typed = (FIRST, FIRST.lower(), FIRST.replace("-", ""), " ".join(FIRST), FIRST.replace("1", "l"))
    assert {look_up(ledger, one) for one in typed} == {FIRST}
    assert look_up(ledger, code_of("1999.1", "H99")) is Unfound.UNKNOWN


def test_one_wrong_sign_or_two_that_changed_places_are_a_slip() -> None:
    signs = FIRST.replace("-", "")
    for at in range(len(signs)):
        for sign in SIGNS.replace(signs[at], ""):
            assert look_up(Ledger(), signs[:at] + sign + signs[at + 1 :]) is Unfound.MISTYPED
    for one in range(len(signs)):
        for other in range(one):
            if signs[one] != signs[other]:
                swapped = list(signs)
                swapped[one], swapped[other] = signs[other], signs[one]
                assert look_up(Ledger(), "".join(swapped)) is Unfound.MISTYPED
    for slip in ("", "KQ7", f"{FIRST}7", "KQ0-4MD", "AEI-OUU"):
        assert look_up(Ledger(), slip) is Unfound.MISTYPED
        assert read_code(slip) == ""


# ---- Never current falsely ----

WORDS = ("hurt", "end", "wait", "ring")


def printed(handbook: Handbook, name: str) -> object:
    """All words of a sheet as its reader has them, told without the code under test."""
    document = handbook.by_path[f"handouts/{name}.md"]
    said = [" ".join(text_of((*one.heading, *one.content)).split()) for one in document.sections]
    linked = sheet_record(handbook, document, "").words
    numbers = [(line.service, line.number) for line in handbook.help.lines]
    return document.front.title, document.front.summary, said, linked, numbers


def random_edit(made: Tiny, chance: random.Random) -> None:
    """Rewords a page, a sheet, a definition or a number, or leaves all as it is; may undo an earlier one."""
    one, other = chance.choice(WORDS), chance.choice(WORDS)
    kind = chance.randrange(6)
    if kind == 0:
        made.write({"content/handouts/H12.md": str(FILES["content/handouts/H12.md"]).replace("hurt", one)})
    elif kind == 1:
        made.write({"content/breaks.md": str(FILES["content/breaks.md"]).replace("Ask", one.title())})
    elif kind == 2:
        made.write({"content/terms.yml": TERMS.replace("strain", one).replace("gap", other)})
    elif kind == 3:
        made.write({"content/help.yml": HELP.replace("116 123", chance.choice(("116 123", "116 124")))})
    elif kind == 4:
        made.write({"content/breaks.md": str(FILES["content/breaks.md"]).replace("Go on", one.title())})
    else:
        made.write({"content/handouts/H13.md": handout("H13", "later", f"Another {one}.\n")})


@pytest.mark.parametrize("seed", range(6))
def test_over_random_edits_and_editions_a_code_is_current_only_where_the_sheet_reads_the_same(
    tiny: MakeTiny, seed: int
) -> None:
    chance = random.Random(seed)
    made = tiny(FILES)
    ledger = Ledger()
    once: dict[str, tuple[str, object]] = {}
    seen: set[Status] = set()
    for number in range(1, 21):
        handbook = made.load()
        ledger = release(handbook, f"2026.{number}", ledger)
        edition = ledger.editions[-1]
        once |= {sheet.code: (sheet.id, printed(handbook, sheet.id)) for sheet in edition.sheets}
        if chance.random() < 0.6:
            random_edit(made, chance)
        handbook = replace(made.load(), ledger=ledger)
        found = list(recalls(handbook))
        assert [one.code for one in found] == list(once)
        for one in found:
            name, words = once[one.code]
            same = words == printed(handbook, name)
            assert (one.status is Status.CURRENT) == same
            assert bool(one.changes) != same
            seen.add(one.status)
        for document in handbook.handouts:
            code = code_now(handbook, document.id)
            assert not code or once[code] == (document.id, printed(handbook, document.id))
    assert seen == {Status.CURRENT, Status.CHANGED}
