"""A bibliography that is cut into several calls of pandoc looks as if all had gone in one.

The works here clash as much as they can: few family names, given names with the same initials, one year or the
next, bodies, particles, editors in place of authors, dates and kinds that are out of the ordinary.
"""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from handbook_build.cache import Cache
from handbook_build.citing.batches import Batch, batches
from handbook_build.citing.pandoc import Formatted, format_together
from handbook_build.citing.style import CUT, shipped
from handbook_build.locations import Location
from handbook_build.model.citation import Citation, CitationMode, CiteItem, Item

FAMILIES = ["Rogers", "Bordin", "van den Berg", "Berg", "O'Hara", "Müller", "Muller", "Smith-Jones"]
GIVEN = ["Carl", "Carl R.", "C. R.", "Anna", "Ann B.", "Ann-Marie", "A. M.", "Éva", "Eva"]
BODIES = ["Health & Care", "Care Board", "Rogers Centre", "Rogers"]
TYPES = ["article-journal"] * 5 + ["book", "chapter", "report", "webpage", "interview", "broadcast", "legal_case"]
DATES = [
    *([{"date-parts": [[year]]} for year in (2000, 2001)] * 4),
    {"date-parts": [[2000, 5, 3]]},
    {"date-parts": [[2000], [2001]]},
    {"literal": "n.d."},
    {"literal": "in press"},
    None,
]

people = st.fixed_dictionaries(
    {"family": st.sampled_from(FAMILIES)},
    optional={"given": st.sampled_from(GIVEN), "non-dropping-particle": st.just("van")},
)
bodies = st.fixed_dictionaries({"literal": st.sampled_from(BODIES)})
names = st.lists(st.one_of(people, people, people, people, bodies), min_size=1, max_size=4)
records = st.fixed_dictionaries(
    {
        "type": st.sampled_from(TYPES),
        "title": st.sampled_from(["The alliance", "Repair", "Rogers", "On endings"]),
        "author": st.one_of(names, names, names, st.none()),
        "issued": st.sampled_from(DATES),
        "container-title": st.just("Journal"),
    },
    optional={"editor": names, "original-date": st.just({"date-parts": [[1912]]}), "composer": names},
)


@st.composite
def bibliographies(draw: st.DrawFn) -> tuple[list[Item], list[Citation]]:
    """Works, and citations of one to three of them."""
    items = []
    for number, record in enumerate(draw(st.lists(records, min_size=4, max_size=14))):
        # A title of its own, since the letters of works that are the same in everything may be in any order.
        fields = {**record, "id": f"w{number}", "title": f"{record['title']} {number}"}
        items.append(Item(fields["id"], {key: value for key, value in fields.items() if value}, Location("works")))
    keys = st.sampled_from([item.id for item in items])
    cited = st.lists(st.builds(CiteItem, keys, prefix=st.sampled_from(["", "", "see"])), min_size=1, max_size=3)
    groups = draw(st.lists(cited, max_size=6, unique_by=tuple))
    found = [Citation(tuple(dict.fromkeys(group))) for group in groups]
    found += [Citation(citation.items, CitationMode.NARRATIVE) for citation in found if len(citation.items) == 1]
    return items, list(dict.fromkeys(found))


def formatted(calls: list[Batch], style: str) -> Formatted:
    return format_together(calls, shipped(style).without_dashes(), Cache(None))


def clash() -> tuple[list[Item], list[Citation]]:
    """Four Rogers, two of them with the same initials, in one year; one with others."""
    given = ["Carl", "Anna", "Ann B.", "Carl"]
    items = [
        Item(f"w{number}", fields, Location("works"))
        for number, name in enumerate(given)
        for fields in [
            {
                "id": f"w{number}",
                "type": "book",
                "title": f"T {number}",
                "author": [{"family": "Rogers", "given": name}],
                "issued": {"date-parts": [[2000]]},
            }
        ]
    ]
    return items, [Citation((CiteItem("w0"), CiteItem("w2"))), Citation((CiteItem("w1"),))]


@pytest.mark.parametrize("style", sorted(CUT))
# Each example starts pandoc several times.
@settings(max_examples=max(settings.default.max_examples // 30, 1))
@given(bibliography=bibliographies(), most=st.integers(2, 8))
@example(bibliography=clash(), most=1)
def test_several_calls_give_what_one_gives(
    style: str, bibliography: tuple[list[Item], list[Citation]], most: int
) -> None:
    items, citations = bibliography
    keys = tuple(item.id for item in items)
    whole = formatted([Batch(tuple(items), tuple(citations), keys)], style)
    cut = formatted(batches(items, citations, most), style)
    assert cut.citations == whole.citations
    assert list(cut.references.items()) == list(whole.references.items())


def test_a_clash_is_cut_into_several_calls() -> None:
    """Or the test above would show little."""
    items, citations = clash()
    assert len(batches(items, citations, 1)) > 2
