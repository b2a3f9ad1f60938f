"""Sheets as plain text, for Braille displays, screen readers and e-mail."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from handbook_build.locations import Location
from handbook_build.model.nodes import element
from handbook_build.model.practice import Practice
from handbook_build.printing.line import one_line
from handbook_build.printing.plain_text import WIDTH, flow, line, plain_text
from handbook_build.printing.sheet import Foot
from handbook_build.printing.tree import print_tree

from .kinds import BLOCKS, IN_LINE, MADE_BY_LINKING, ON_ITS_OWN, PICTURES, template_kinds
from .reading import nodes, sheet


def body(markdown: str) -> str:
    """The text of a sheet between its summary and its foot."""
    whole = plain_text(sheet(markdown, PICTURES, title="T", summary="S."))
    return whole.removeprefix("T\n=\n\nS.\n\n").partition(f"\n\n{'-' * WIDTH}\n\nH99")[0]


@pytest.mark.parametrize(
    ("markdown", "written"),
    [
        ("## To remember", "To remember\n-----------"),
        ("## A\n\n### To ask", "A\n-\n\nTo ask\n~~~~~~"),
        ("*so* **be** `it`", "so be it"),
        ("2<sup>3</sup> is <del>6</del> 8", "2^3 is (struck out: 6) 8"),
        ("- a\n- b\n    - c", "- a\n- b\n  - c"),
        ("3. a\n4. b", "3. a\n4. b"),
        ("one  \ntwo", "one\ntwo"),
        ("> said\n>\n> more", "> said\n>\n> more"),
        ("```\na  b\n c\n```", "a  b\n c"),
        ("![A tree](tree.svg)", "[A tree]"),
        ("see ![a tree](tree.svg)!", "see [a tree]!"),
        ("| Day | Time |\n|---|---|\n| Mon | 9 |\n| Tue | |",
         "- Day: Mon; Time: 9\n- Day: Tue; Time: (Empty box to write in)"),
        ("[Mind](https://mind.org/help)", "Mind (mind.org/help)"),
        ("<https://mind.org/help>", "https://mind.org/help"),
        ("Term\n:   Its meaning", "Term\n  Its meaning"),
        ("/// caution\nGo now.\n///", "Take care:\n\n  Go now."),
        ("/// lines | What helps\n    count: 2\n///", "What helps:\n\n(2 lines to write on)"),
        ("/// lines | What helps?\n    count: 1\n///", "What helps?\n\n(One line to write on)"),
        ("/// box\n///", "(Empty box to write in)"),
        ("/// boxes\n- Last\n- First\n///", "- Last: (Empty box to write in)\n- First: (Empty box to write in)"),
        ("/// ticks | I feel\n- fine\n- or:\n///", "I feel:\n\n[ ] fine\n[ ] or: (One line to write on)"),
        ("/// scale\n    from: wobbly\n    to: steady\n    max: 3\n///", "0 1 2 3 (0: wobbly, 3: steady)"),
        ("/// compare\n//// side | Hard\n- a\n////\n//// side | Wrong\n- b\n////\n///",
         "Hard:\n\n  - a\n\nWrong:\n\n  - b"),
        ("שלום, זה טקסט (כן)", "שלום, זה טקסט (כן)"),
    ],
)  # fmt: skip
def test_each_part_has_its_text(markdown: str, written: str) -> None:
    assert body(markdown) == written


@pytest.mark.parametrize("markdown", [*IN_LINE.values(), *ON_ITS_OWN.values()], ids=[*IN_LINE, *ON_ITS_OWN])
def test_every_kind_leaves_its_words(markdown: str) -> None:
    assert "word" in body(markdown)


@pytest.mark.parametrize("name", BLOCKS)
def test_every_block_has_a_text(name: str) -> None:
    assert body(BLOCKS[name])


@pytest.mark.parametrize("kind", MADE_BY_LINKING)
def test_a_term_and_a_place_in_a_book_are_their_words(kind: str) -> None:
    assert line([{"t": kind, "to": "trust", "children": one_line("word")}]) == "word"


def test_no_kind_is_forgotten() -> None:
    assert template_kinds() <= {*IN_LINE, *ON_ITS_OWN, *MADE_BY_LINKING}


@pytest.mark.parametrize("write", [flow, line])
def test_an_unknown_kind_is_refused(write: Any) -> None:
    with pytest.raises(KeyError, match="marquee"):
        write([{"t": "marquee", "children": []}])


def test_lines_are_short_and_addresses_whole() -> None:
    address = "https://example.org/" + "a-long-way/" * 9
    long = f"{'many words ' * 12}<{address}>"
    written = body(f"{long}\n\n- {long}\n\n> {long}\n\n/// caution\n- {long}\n///").split("\n")
    assert sum(address in line for line in written) == 4
    assert max(len(line) for line in written if address not in line) <= WIDTH
    assert [line for line in written if line != line.rstrip()] == []
    # What is folded stands in as far as its beginning.
    assert [line[:6] for line in written if "many words" in line][2:4] == ["- many", "  word"]


def test_an_address_in_the_handbook_is_told() -> None:
    made = print_tree(nodes("Read [trust](#trust)."), address=lambda target: f"https://example.org/{target}")
    assert flow(made) == ["Read trust (https://example.org/#trust)."]


def test_a_whole_sheet() -> None:
    made = replace(
        sheet("## To remember\n\n/// lines\n    count: 1\n///", audience=("client",)),
        foot=Foot("The Book", "2026.1", "CC BY 4.0", "example.org/trust/", code="KT4-9QZ", look_up="example.org/r/"),
        words=(("break", "A planned time apart."),),
        sources=(print_tree((element("p", "Rogers, C. (1957). A work."),)),),
        help=[{"t": "p", "children": one_line("Ring.")}],
    )
    assert plain_text(made) == (
        "A sheet\n=======\n\nFor a test.\n\nTo remember\n-----------\n\n(One line to write on)\n\n"
        "Words used here\n---------------\n\n- break: A planned time apart.\n\n"
        "Sources\n-------\n\nRogers, C. (1957). A work.\n\n"
        f"{'-' * WIDTH}\n\nRing.\n\n"
        "My counsellor or service: (One line to write on)\nTelephone: (One line to write on)\n\n"
        "Code KT4-9QZ\n\n"
        "H99, edition 2026.1, reviewed 22 November 2026. Education, not\ncounselling, diagnosis or legal advice.\n"
        "The Book, CC BY 4.0. example.org/trust/\nIs this sheet still right? example.org/r/\n"
    )


def test_the_practice_stands_above_and_below() -> None:
    practice = Practice(
        "Rowan Street", Location("practice.toml"), telephone="01632 960123", address=("14 Rowan Street",)
    )
    written = plain_text(replace(sheet("Words.", audience=("client",)), practice=practice))
    assert written.startswith("Rowan Street\n\nA sheet\n")
    assert "Telephone: 01632 960123\n\nIn danger now: (One line to write on)\n" in written
    assert "\n14 Rowan Street.\n" in written


@pytest.mark.parametrize("words", ["a\x00b\x0b", "\ud800", "]]>", "😀 👍🏽", "w" * 5000, "\ufffe"])
def test_whatever_is_written_can_be_saved(words: str) -> None:
    made = sheet("", title=words, summary=words)
    made.body.extend(print_tree((element("p", words),)))
    assert plain_text(made).encode().decode().count("\n") > 4
