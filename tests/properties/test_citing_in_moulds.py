"""A reference that is cast in a mould looks as if the citation processor had made it by itself.

The titles here are as awkward as they come: small words first and last, capitals and figures, apostrophes, hyphens
and colons, words of other languages, and some with signs or markup that no mould takes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook_build.cache import Cache
from handbook_build.citing.bibliography import format_list, without_moulds
from handbook_build.citing.forms import STYLES
from handbook_build.citing.moulds import format_in_moulds
from handbook_build.citing.style import Style, shipped
from handbook_build.locations import Location
from handbook_build.model.citation import Item
from handbook_build.model.nodes import Nodes, text_of

NO_CACHE = Cache(None)
SMALL = "a an and as at but by d de down for from in into nor of on onto or over so the till to up van via with yet"
WORDS = (
    *SMALL.split(),
    *"I A ii IV xqz Yqz Q7.7.7 DNA iPhone McCoy Trust trust NICE's client’s don’t 60 2nd 1960s über Éva naïve".split(),
    *"e-mail role-play Self-Harm x-ray eBay macOS thinking How what is".split(),
)
AWKWARD = (
    "“Fine, thanks”",
    "A “no” said aloud",
    "<i>On</i> endings",
    "AT&T, and more",
    "Who? And how?",
    "It’s over!?",
    "Ends here.",
    "One — two",
    "1 < 2",
    "xqz Yqz zqz",
    "Xqz Yqz Zqz",
    "a_b",
    "rogers’",
    "Really…",
    "'Single'",
    "B / C",
    "(Not) yet",
    "*Stars*",
    "ß and ﬁ",
)
JOINTS = (" ", " ", " ", " ", ", ", ": ", "-", "’", "  ", " – ")


@st.composite
def titles(draw: st.DrawFn) -> str:
    words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6))
    signs = [draw(st.sampled_from(JOINTS)) for _ in words[1:]]
    joined = "".join(part for pair in zip(["", *signs], words, strict=True) for part in pair)
    return joined + draw(st.sampled_from(("", "", "", "?", "!")))


numbers = st.sampled_from(("D2.4.1", "A1", "H01", "3.2", "12", "IV.2"))
# What the records of one handbook have in common; few of each, so that there are moulds for many records.
shared = st.fixed_dictionaries(
    {
        "author": st.sampled_from(
            (
                [{"literal": "The Harbour Lane team"}],
                [{"literal": "Xqz Yqz zqz"}],
                [{"family": "Example", "given": "Carl R."}, {"family": "Dyk", "given": "Mia"}],
            )
        ),
        "container-title": st.sampled_from(("Field Guide", "Who cares?", "xqz Yqz zqz")),
        "language": st.sampled_from(("en-GB", "de", "")),
        "issued": st.sampled_from(({"date-parts": [[2026, 6, 1]]}, "")),
        "publisher": st.sampled_from(("", "Harbour Lane")),
    }
)
EDITIONS = ("Edition 2026.1", "Draft after 2026.1", "", "2", "Q7.7.7")
ADDRESSES = ("", "", "https://guide.clinic.internal/e/2026.1/s/")


@st.composite
def records(draw: st.DrawFn) -> list[Item]:
    common, edition, address = draw(shared), draw(st.sampled_from(EDITIONS)), draw(st.sampled_from(ADDRESSES))
    with_edition = draw(st.booleans())
    items = []
    for at, title in enumerate(draw(st.lists(st.one_of(titles(), titles(), st.sampled_from(AWKWARD)), max_size=40))):
        place = draw(st.sampled_from(("", "Section {}", "Section {}", "Handout {}"))).format(draw(numbers))
        fields = {
            **common,
            "id": f"r{at}",
            "type": draw(st.sampled_from(("chapter", "chapter", "chapter", "book"))),
            "title": title,
            "chapter-number": place,
            "edition": f"{edition}, {place}".strip(", ") if with_edition else edition,
            "URL": f"{address}part-{at}/" if address else "",
        }
        items.append(Item(fields["id"], {name: value for name, value in fields.items() if value}, Location("parts")))
    return items


@pytest.mark.parametrize("style", [*STYLES, "modern-language-association"])
# Each example starts pandoc several times.
@settings(max_examples=max(settings.default.max_examples // 30, 1))
@given(items=records())
def test_moulds_change_no_letter(style: str, items: list[Item]) -> None:
    sheet = shipped(style)
    assert format_list(items, sheet, NO_CACHE) == without_moulds(items, sheet, NO_CACHE)


def test_records_that_differ_in_plain_words_are_formatted_as_one() -> None:
    asked: list[int] = []

    def format_each(items: Sequence[Item], style: Style) -> Mapping[str, Nodes]:
        asked.append(len(items))
        return without_moulds(items, style, NO_CACHE)

    common = {"type": "chapter", "container-title": "Field Guide"}
    fields = [{**common, "id": f"p{at}", "title": f"Ending {at}"} for at in range(50)]
    items = [Item(str(one["id"]), one, Location("parts")) for one in fields]
    made = format_in_moulds(items, shipped("apa"), format_each)
    assert asked == [1]
    assert text_of(made["p7"]).startswith("Ending 7. (n.d.). In Field Guide")
