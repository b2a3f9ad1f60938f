"""A bibliography that is cut into several calls of pandoc looks as if all had gone in one.

The works here clash as much as they can: few family names, given names with the same initials, one year or the
next, bodies, particles, editors in place of authors, dates and kinds that are out of the ordinary.
"""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from handbook_build.cache import Cache
from handbook_build.citing.batches import Batch, batches, cut, everything
from handbook_build.citing.forenames import Forenames
from handbook_build.citing.pandoc import Formatted, Inlines, forenames, format_together
from handbook_build.citing.style import CUT, shipped
from handbook_build.citing.works import Works
from handbook_build.locations import Location
from handbook_build.model.citation import Citation, CitationMode, CiteItem, Item

FAMILIES = ["Rogers", "Bordin", "van den Berg", "Berg", "O'Hara", "Müller", "Muller", "Smith-Jones"]
PLAIN = ["Rogers", "Bordin", "O'Hara", "O’Hara"]
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
plain_people = st.fixed_dictionaries({"family": st.sampled_from(PLAIN)}, optional={"given": st.sampled_from(GIVEN)})
bodies = st.fixed_dictionaries({"literal": st.sampled_from(BODIES)})
names = st.lists(st.one_of(people, people, people, people, bodies), min_size=1, max_size=4)
# Names with nothing out of the ordinary, whose forenames are put in after the call.
plain_records = st.fixed_dictionaries(
    {
        "type": st.just("book"),
        "title": st.just("On endings"),
        "author": st.lists(plain_people, min_size=1, max_size=4),
        "issued": st.sampled_from(range(2000, 2004)).map(lambda year: {"date-parts": [[year]]}),
    }
)
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
    kind = draw(st.sampled_from([plain_records, records]))
    for number, record in enumerate(draw(st.lists(kind, min_size=4, max_size=14))):
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
    """Four Rogers, two of them with the same initials, in one year; one with others; and two Bordins beside them."""
    given = ["Carl", "Anna", "Ann B.", "Carl", "Edward", "Ed"]
    items = [
        Item(f"w{number}", fields, Location("works"))
        for number, name in enumerate(given)
        for fields in [
            {
                "id": f"w{number}",
                "type": "book",
                "title": f"T {number}",
                "author": [{"family": "Rogers" if number < 4 else "Bordin", "given": name}],
                "issued": {"date-parts": [[2000]]},
            }
        ]
    ]
    cited = (("w0", "w2"), ("w1",), ("w4",), ("w3", "w5"))
    return items, [Citation(tuple(map(CiteItem, keys))) for keys in cited]


@pytest.mark.parametrize("style", sorted(CUT))
# Each example starts pandoc several times.
@settings(max_examples=max(settings.default.max_examples // 30, 1))
@given(bibliography=bibliographies(), most=st.integers(2, 8))
@example(bibliography=clash(), most=1)
def test_several_calls_give_what_one_gives(
    style: str, bibliography: tuple[list[Item], list[Citation]], most: int
) -> None:
    items, citations = bibliography
    whole = formatted([everything(items, citations)], style)
    printed = forenames(items, shipped(style).without_dashes(), Cache(None))
    parts = formatted(cut(Works(items), citations, printed, most), style)
    assert parts.citations == whole.citations
    assert list(parts.references.items()) == list(whole.references.items())


def book(number: int, year: int, **author: str) -> Item:
    fields = {
        "id": f"w{number}",
        "type": "book",
        "title": f"T {number}",
        "author": [author, {"family": "Bordin", "given": "Ed"}],
        "issued": {"date-parts": [[year]]},
    }
    return Item(f"w{number}", fields, Location("works"))


FORENAMES = [
    ("initials", ["Carl R.", "Anna"], {"C. R. Rogers", "A. Rogers"}, {"C. R. Rogers", "A. Rogers"}),
    ("the same initials", ["Carl", "Cora"], {"Rogers"}, {"Carl Rogers", "Cora Rogers"}),
    ("one without a forename", ["Carl", ""], {"C. Rogers", "Rogers"}, {"C. Rogers", "Rogers"}),
    ("hyphens", ["Ann-Marie", "Carl"], {"A.-M. Rogers", "C. Rogers"}, {"A.-M. Rogers", "C. Rogers"}),
    ("letters of another script", ["Карл", "Анна"], {"К. Rogers", "А. Rogers"}, {"К. Rogers", "А. Rogers"}),
]


@pytest.mark.parametrize(
    ("given_names", "apa", "chicago"), [row[1:] for row in FORENAMES], ids=[row[0] for row in FORENAMES]
)
def test_a_shared_family_name_gets_the_forename_that_the_style_prints(
    given_names: list[str], apa: set[str], chicago: set[str]
) -> None:
    items = [
        book(number, 2000 + number, family="Rogers", **({"given": given} if given else {}))
        for number, given in enumerate(given_names)
    ]
    citations = [Citation((CiteItem(item.id),)) for item in items]
    for name, wanted in (("apa", apa), ("chicago-author-date", chicago)):
        printed = forenames(items, shipped(name).without_dashes(), Cache(None))
        cited = formatted(cut(Works(items), citations, printed, 1), name).citations.values()
        assert {words(inlines).strip("(").split(" & ")[0].split(" and ")[0] for inlines in cited} == wanted


def words(inlines: Inlines) -> str:
    """The text of a citation."""
    found = ""
    for inline in inlines:
        content = inline.get("c", " ")
        found += words(content[1]) if isinstance(content, list) else str(content)
    return found


def test_works_of_one_family_name_and_different_years_are_compared_with_nothing() -> None:
    items = [book(number, 2000 + number, family="Rogers", given=given) for number, given in enumerate(("Carl", "Anna"))]
    printed = forenames(items, shipped("apa").without_dashes(), Cache(None))
    calls = cut(Works(items), [Citation((CiteItem("w0"), CiteItem("w1")))], printed, 1)
    assert [call.compares for call in calls] == [False, False]


def test_a_record_with_signs_like_our_marks_keeps_them() -> None:
    """Japanese names may have variation selectors, which are also put where a forename will be printed."""
    family = "葛\U000e0100城\U000e0101\U000e0102"
    items = [
        book(0, 2000, family=family, given="一"),
        book(1, 2001, family="Rogers", given="Carl"),
        book(2, 2002, family="Rogers", given="Anna"),
    ]
    citations = [Citation((CiteItem("w0", prefix=f"see {family}"),)), Citation((CiteItem("w1"), CiteItem("w0")))]
    printed = forenames(items, shipped("apa").without_dashes(), Cache(None))
    parts = formatted(cut(Works(items), citations, printed, 1), "apa")
    assert parts == formatted([everything(items, citations)], "apa")
    assert family in words(parts.citations[citations[0]])


def test_a_clash_is_cut_into_several_calls() -> None:
    """Or the test above would show little."""
    items, citations = clash()
    assert len(cut(Works(items), citations, Forenames(), 1)) > 2


def chapters(size: int, families: int) -> list[Item]:
    """Undated chapters by editors alone; with few families each depends on nearly all others."""
    return [
        Item(name, fields, Location("works"))
        for number in range(size)
        for name in [f"w{number}"]
        for fields in [
            {
                "id": name,
                "type": "chapter",
                "title": f"Alone{number}" if families == size else f"On the alliance {number}",
                "editor": [{"family": f"Family{number % families}", "given": f"Given{number}"}],
            }
        ]
    ]


def test_works_that_all_depend_on_each_other_go_in_one_call() -> None:
    """Cut, each citation would be a call of its own with all works, and take minutes in place of seconds."""
    items = chapters(300, 20)
    citations = [Citation((CiteItem(item.id),)) for item in items]
    assert len(batches(Works(items), citations, Forenames())) == 1
    # Works that have nothing to do with each other are cut as before.
    assert len(batches(Works(chapters(300, 300)), citations, Forenames())) > 1
