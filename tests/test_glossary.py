"""The glossary: what stands in an entry, where its links lead, and the same as data."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html

from tests.tiny import BASE, Tiny, handout, page

TERMS = """terms:
  - id: working-alliance
    formerly: [alliance-at-work, pact]
    preferred: working alliance
    admitted: [alliance, helping alliance]
    american: [working allyance]
    deprecated:
      - {form: treatment alliance, reason: a dated name}
      - {form: compliance, reason: blames the client}
    definition: A bond between two people who mend each rupture.
    scope-note: One part of what goes on between counsellor and client.
    differs:
      - {from: bond, how: The bond is the warm part. The alliance takes in aims as well.}
      - {from: rupture, how: An alliance holds. A rupture is when it does not.}
    source: [bordin-1979, handbook]
    narrower: [bond]
    related: [rupture]
  - id: bond
    preferred: bond
    definition: The tie between two people.
    source: handbook
    broader: [working-alliance]
    link: asked
  - id: rupture
    preferred: rupture
    definition: Deterioration in the working alliance, overt or covert.
    audience: [counsellor, trainer]
    client-definition: A strain between you and your counsellor.
    differs:
      - {from: working-alliance, how: A rupture is a moment. An alliance is built over time.}
    source: [bordin-1979]
    related: [working-alliance]
  - id: attunement
    preferred: attunement
    definition: Being in tune.
    audience: [trainer]
    source: handbook
"""
WORKS = """[{"id": "bordin-1979", "type": "article-journal", "title": "The working alliance",
  "author": [{"family": "Bordin", "given": "E. S."}], "issued": {"date-parts": [[1979]]},
  "container-title": "Psychotherapy", "volume": "16", "page": "252-260", "DOI": "10.1037/h0085885",
  "custom": {"verification": "seen"}}]"""
REPAIR = """## When it strains {#when-it-strains}

[A rupture is a strain in the alliance]{defines=rupture}. Ruptures mend, and one rupture may teach.

## Who repairs {#who-repairs}

An attunement helps. See [the pact](#term-pact). `rupture` in code does not count.
"""
FILES = {
    "content/terms.yml": TERMS,
    "content/references.json": WORKS,
    "content/repair.md": page("repair", REPAIR, "Repairing a rupture").replace("What this", "Which bond this"),
    "content/handouts/H07.md": handout(
        "H07", "repair", "## To remember\n\nThe alliance holds.\n\n## Next\n\nAn alliance."
    ),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    made = Tiny(tmp_path_factory.mktemp("glossary"))
    made.write({**BASE, **FILES})
    result = made.run("build", "--quiet")
    assert result.returncode == 0, result.stdout + result.stderr
    return made


@pytest.fixture
def glossary(built: Tiny) -> html.HtmlElement:
    return html.fromstring(built.site("glossary"))


def entry(glossary: html.HtmlElement, name: str) -> html.HtmlElement:
    (found,) = glossary.xpath(f"//section[h2/@id='term-{name}']")
    return found


def words(node: html.HtmlElement) -> str:
    return " ".join(node.text_content().split())


def facts(glossary: html.HtmlElement, name: str) -> dict[str, str]:
    """The lines of an entry by their heads."""
    (listed,) = entry(glossary, name).xpath("dl")
    heads = [words(one) for one in listed.xpath("dt")]
    assert [one.tag for one in listed] == ["dt", "dd"] * len(heads), "each head has one line"
    assert len(set(heads)) == len(heads)
    return dict(zip(heads, (words(one) for one in listed.xpath("dd")), strict=True))


def links(node: html.HtmlElement) -> list[tuple[str, str]]:
    return [(words(one), one.get("href")) for one in node.xpath(".//a")]


def test_entries_stand_in_order_with_letters_to_jump_to(glossary: html.HtmlElement) -> None:
    assert [words(one) for one in glossary.xpath("//section[@class='entry']/h2")] == [
        "Attunement",
        "Bond",
        "Rupture",
        "Working alliance",
    ]
    (letters,) = glossary.xpath("//nav[@class='letters']")
    assert links(letters) == [
        ("A", "#term-attunement"),
        ("B", "#term-bond"),
        ("R", "#term-rupture"),
        ("W", "#term-working-alliance"),
    ]


def test_a_letter_has_one_place_whatever_marks_or_signs_a_word_begins_with(tmp_path: Path) -> None:
    forms = ["zebra", "école", "edge", "<3 & more", "& echo"]
    entries = "".join(
        f"  - {{id: t{at}, preferred: '{form}', definition: A word., source: handbook}}\n"
        for at, form in enumerate(forms)
    )
    made = Tiny(tmp_path)
    made.write({**BASE, "content/terms.yml": f"terms:\n{entries}"})
    assert made.run("build", "--quiet").returncode == 0
    page = html.fromstring(made.site("glossary"))
    assert [words(one) for one in page.xpath("//section[@class='entry']/h2")] == [
        "<3 & more",
        "& echo",
        "École",
        "Edge",
        "Zebra",
    ]
    (letters,) = page.xpath("//nav[@class='letters']")
    assert links(letters) == [("#", "#term-t3"), ("E", "#term-t4"), ("Z", "#term-t0")]


def test_the_concept_map_is_named_at_the_top(glossary: html.HtmlElement) -> None:
    (first,) = glossary.xpath("//section[@class='entry'][1]/preceding-sibling::p")
    assert links(first) == [("concept map", "../concept-map/")]


def test_a_definition_leads_to_the_entries_of_its_words(glossary: html.HtmlElement) -> None:
    (definition,) = entry(glossary, "working-alliance").xpath("p[@class='def']")
    assert words(definition) == "A bond between two people who mend each rupture."
    assert links(definition) == [("bond", "#term-bond"), ("rupture", "#term-rupture")]


def test_where_clients_have_a_definition_of_their_own_each_says_for_whom_it_is(glossary: html.HtmlElement) -> None:
    told = [words(one) for one in entry(glossary, "rupture").xpath("p")]
    assert told == [
        "For clients",
        "A strain between you and your counsellor.",
        "For counsellorsand trainers",
        "Deterioration in the working alliance, overt or covert.",
    ]


def test_a_definition_for_some_readers_says_so_and_one_for_everyone_does_not(glossary: html.HtmlElement) -> None:
    assert [words(one) for one in entry(glossary, "attunement").xpath("p")] == ["For trainers", "Being in tune."]
    assert [words(one) for one in entry(glossary, "bond").xpath("p")] == ["The tie between two people."]


def test_an_entry_says_all_that_the_termbase_knows(glossary: html.HtmlElement) -> None:
    assert list(facts(glossary, "working-alliance").items()) == [
        ("People also say", "alliance, helping alliance"),
        ("American spelling", "working allyance"),
        ("Words we leave out", "“treatment alliance”: a dated name“compliance”: blames the client"),
        ("How we use it", "One part of what goes on between counsellor and client."),
        ("How it differs from bond", "The bond is the warm part. The alliance takes in aims as well."),
        ("How it differs from rupture", "An alliance holds. A rupture is when it does not."),
        ("Includes", "bond"),
        ("See also", "rupture"),
        ("Source", "(Bordin, 1979); our own wording"),
    ]


def test_a_difference_that_one_entry_states_stands_in_both(glossary: html.HtmlElement) -> None:
    assert facts(glossary, "bond") == {
        "How it differs from working alliance": "The bond is the warm part. The alliance takes in aims as well.",
        "Belongs to": "working alliance",
        "Source": "Our own wording",
    }


def test_where_both_state_it_each_has_its_own_words(glossary: html.HtmlElement) -> None:
    assert facts(glossary, "rupture")["How it differs from working alliance"] == (
        "A rupture is a moment. An alliance is built over time."
    )


def test_a_source_leads_to_the_references(glossary: html.HtmlElement, built: Tiny) -> None:
    (source,) = entry(glossary, "rupture").xpath("dl/dd[a[@class='cite']]")
    assert links(source) == [("Bordin, 1979", "../references/#ref-bordin-1979")]
    assert 'id="ref-bordin-1979"' in built.site("references")


def test_a_passage_that_defines_a_word_is_named(glossary: html.HtmlElement) -> None:
    (place,) = entry(glossary, "rupture").xpath("dl/dt[.='Defined in']/following-sibling::dd[1]")
    assert links(place) == [("Repairing a rupture: When it strains", "../repair/#when-it-strains")]


def test_every_section_that_uses_a_word_is_listed(glossary: html.HtmlElement) -> None:
    """By any of its forms, linked or not, in titles, summaries and handouts too, but not in code."""

    def places(name: str) -> list[str]:
        return [words(one) for one in entry(glossary, name).xpath("div[@class='used']//li")]

    assert places("rupture") == ["Repairing a rupture (page)", "Repairing a rupture: When it strains (3 times)"]
    assert places("bond") == ["Repairing a rupture (page)"]
    assert places("attunement") == ["Repairing a rupture: Who repairs"]
    assert sorted(places("working-alliance")) == [
        "Handout H07: A sheet (2 times)",
        "Repairing a rupture: When it strains",
    ]


def test_the_places_lead_to_sections_that_are_there(glossary: html.HtmlElement, built: Tiny) -> None:
    found = entry(glossary, "working-alliance").xpath("div[@class='used']//a/@href")
    assert sorted(found) == ["../handouts/H07/", "../repair/#when-it-strains"]
    assert 'id="when-it-strains"' in built.site("repair")


def test_an_earlier_id_still_leads_to_the_entry(glossary: html.HtmlElement, built: Tiny) -> None:
    assert entry(glossary, "working-alliance").xpath("span/@id") == ["term-alliance-at-work", "term-pact"]
    (link,) = html.fromstring(built.site("repair")).xpath("//a[.='the pact']/@href")
    assert link == "../glossary/#term-pact"


def test_the_map_of_a_word_is_folded_away(glossary: html.HtmlElement) -> None:
    (folded,) = entry(glossary, "bond").xpath("details")
    assert folded.get("open") is None
    assert words(folded.find("summary")) == "Where it sits among other words"
    assert set(folded.xpath(".//svg//a/@href")) == {"#term-bond", "#term-working-alliance"}


def test_a_word_without_relations_has_no_map(glossary: html.HtmlElement) -> None:
    assert entry(glossary, "attunement").xpath("details") == []


def test_the_page_says_where_the_same_is_as_data(glossary: html.HtmlElement, built: Tiny) -> None:
    """In its head for programs, and at its end for people."""
    named = [(one.get("type"), one.get("href")) for one in glossary.xpath("//head/link[@rel='alternate']")]
    alternates = [one for one in named if one[0] != "text/markdown"]
    assert alternates == [
        ("application/ld+json", "../data/terms.skos.jsonld"),
        ("text/turtle", "../data/terms.ttl"),
        ("application/ld+json", "../data/terms.schema.jsonld"),
        ("text/csv", "../data/terms.csv"),
    ]
    (last,) = glossary.xpath("//section[h2='The glossary as data']")
    assert [href for _, href in links(last)] == [href for _, href in alternates]
    folder: Path = built.root / "site" / "glossary"
    assert all((folder / href).is_file() for _, href in alternates)


def test_no_other_page_names_the_data(built: Tiny) -> None:
    pages = [path for path in (built.root / "site").rglob("*.html") if "data/terms" in path.read_text(encoding="utf-8")]
    assert [path.parent.name for path in pages] == ["glossary"]


def test_ids_on_the_page_are_unique(built: Tiny) -> None:
    ids = re.findall(r'\bid="([^"]+)"', built.site("glossary"))
    assert len(set(ids)) == len(ids)


def test_a_handbook_without_terms_has_no_data_of_them_to_name(tmp_path: Path) -> None:
    made = Tiny(tmp_path)
    made.write(BASE)
    assert made.run("build", "--quiet").returncode == 0
    glossary = html.fromstring(made.site("glossary"))
    assert "No word is explained yet." in words(glossary)
    assert glossary.xpath("//link[@rel='alternate' and @type != 'text/markdown']") == []
    assert glossary.xpath("//nav[@class='letters']") == [], "no list without anything in it"
