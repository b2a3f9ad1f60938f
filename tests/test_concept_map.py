"""The concept map: every word and every relation of the termbase in the pictures, and the same again in words."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html

from handbook_build.assembly import load
from handbook_build.citing.bibliography import Bibliography
from handbook_build.locations import Location
from handbook_build.mapping.graph import graph_of
from handbook_build.mapping.lettering import _WIDTHS, width_of
from handbook_build.mapping.order import ordered
from handbook_build.model.handbook import CONCEPT_MAP, Handbook
from handbook_build.model.settings import Settings
from handbook_build.model.term import Relation, Term, TermEntry, TermStatus
from handbook_build.web.generated import concept_map
from handbook_build.web.generated.neighbourhood import neighbourhood
from handbook_build.web.html import to_html
from handbook_build.web.site import Website
from tests.tiny import TODAY

PROJECT = Path(__file__).parent.parent
HERE = Location("content/terms.yml")

# `a < b`: a belongs to b. `a ~ b`: see also. A word alone: an entry without relations.
FAMILY = """
working alliance < therapeutic relationship
bond < working alliance
tasks < working alliance
tasks ~ preferences
rupture ~ working alliance
hermit
"""


def termbase(notation: str) -> Handbook:
    """A handbook of these words; each relation is stated by the word on its left alone."""
    relations: dict[str, list[Relation]] = {}
    for line in notation.strip().splitlines():
        left, sign, right = re.fullmatch(r"(.*?)(?: ([<~]) (.*))?", line).groups()  # type: ignore[union-attr]
        stated = relations.setdefault(left, [])
        if sign:
            relations.setdefault(right, [])
            stated.append(Relation("broader" if sign == "<" else "related", slug(right), HERE))
    return Handbook(Settings("Words", HERE), entries=tuple(entry(name, tuple(r)) for name, r in relations.items()))


def slug(words: str) -> str:
    return words.replace(" ", "-")


def entry(words: str, relations: tuple[Relation, ...] = (), name: str = "") -> TermEntry:
    term = Term(words, TermStatus.PREFERRED, HERE)
    return TermEntry(name or slug(words), (term,), "A word.", HERE, relations=relations)


def written(handbook: Handbook) -> str:
    """The body of the page as HTML."""
    return Website(handbook, Bibliography({}, {})).page("concept-map.md").body


def shown(handbook: Handbook) -> etree._Element:
    """The body of the page as a browser has it: our HTML is XML too, and keeps the case of SVG."""
    return etree.fromstring(f"<div>{written(handbook)}</div>")


def drawings(page: etree._Element) -> dict[str, etree._Element]:
    """The two drawings of the whole by their names."""
    found = {name: page.find(f".//svg[@class='map {name}']") for name in ("arcs", "round")}
    return {name: one for name, one in found.items() if one is not None}


def words_of(drawing: etree._Element) -> list[str]:
    return [" ".join("".join(node.find("text").itertext()).split()) for node in drawing.iter("a")]


def titles(drawing: etree._Element) -> set[str]:
    return {line.findtext("title") for line in drawing.iterfind(".//g[@class='lines']/path")}


def listed(page: etree._Element) -> set[str]:
    """What the list below the map says, in the words of the lines."""
    found = set()
    for item in page.iterfind(".//section[@class='sec map-words']//li"):
        row = item.find("span")
        if row is None:
            continue
        word, said = row[0].text, row[0].tail or ""
        above = item.getparent().getparent()
        if above.tag == "li":
            found.add(f"{word} belongs to {above.find('span')[0].text}")
        for link in row[1:]:
            found.add(f"{word} belongs to {link.text}" if "belongs to" in said else pair(word, link.text))
            said = said if (link.tail or "").strip() in ("", ",") else link.tail
    return found


def pair(one: str, other: str) -> str:
    return f"see also: {' and '.join(sorted((one, other)))}"


def drawn(drawing: etree._Element) -> set[str]:
    """What the lines of a drawing say, each relation that goes both ways once."""
    return {pair(*title.split(": see also ")) if ": see also " in title else title for title in titles(drawing)}


def boxes(drawing: etree._Element) -> list[tuple[str, float, float, float, float]]:
    """(word, left, top, right, bottom) of the place of each word."""
    found = []
    for node in drawing.iter("a"):
        x, y, width, height = (float(node.find("rect").get(name)) for name in ("x", "y", "width", "height"))
        found.append((str(node.get("data-node")), x, y, x + width, y + height))
    return found


def overlapping(drawing: etree._Element) -> list[tuple[str, str]]:
    placed = boxes(drawing)
    return [
        (one[0], other[0])
        for at, one in enumerate(placed)
        for other in placed[:at]
        if min(one[3], other[3]) - max(one[1], other[1]) > 0.2 and min(one[4], other[4]) - max(one[2], other[2]) > 0.2
    ]


def outside(drawing: etree._Element) -> list[str]:
    left, top, width, height = map(float, drawing.get("viewBox").split())
    return [
        name
        for name, x, y, right, bottom in boxes(drawing)
        if x < left - 0.2 or y < top - 0.2 or right > left + width + 0.2 or bottom > top + height + 0.2
    ]


@pytest.fixture(scope="module")
def ours() -> Handbook:
    return load(PROJECT, TODAY)


# ---- The whole map ----


def test_every_word_is_a_link_and_every_line_has_its_meaning() -> None:
    for drawing in drawings(shown(termbase(FAMILY))).values():
        assert sorted(words_of(drawing)) == [
            "bond",
            "preferences",
            "rupture",
            "tasks",
            "therapeutic relationship",
            "working alliance",
        ]
        assert {node.get("href") for node in drawing.iter("a")} >= {
            "../glossary/#term-bond",
            "../glossary/#term-rupture",
        }
        assert titles(drawing) == {
            "working alliance belongs to therapeutic relationship",
            "bond belongs to working alliance",
            "tasks belongs to working alliance",
            "tasks: see also preferences",
            "working alliance: see also rupture",
        }


def test_the_list_below_says_the_same_as_the_lines() -> None:
    page = shown(termbase(FAMILY))
    for drawing in drawings(page).values():
        assert listed(page) == drawn(drawing) != set()


def test_the_list_below_says_the_same_for_our_own_words(ours: Handbook) -> None:
    page = shown(ours)
    assert list(drawings(page)) == ["arcs", "round"]
    for drawing in drawings(page).values():
        assert listed(page) == drawn(drawing)
        assert len(words_of(drawing)) == sum(1 for one in ours.entries if one.relations)


def test_a_word_without_relations_is_listed_apart() -> None:
    page = shown(termbase(FAMILY))
    assert page.find(".//h2[@id='alone']/..//li/a").text == "hermit"
    assert all("hermit" not in words_of(drawing) for drawing in drawings(page).values())


def test_a_narrower_word_stands_inside_the_broader_one_in_the_list() -> None:
    page = shown(termbase(FAMILY))
    (alliance,) = (item for item in page.iter("li") if item.findtext("span/a") == "working alliance")
    assert sorted(item.findtext("span/a") for item in alliance.iterfind("ul/li")) == ["bond", "tasks"]
    assert alliance.getparent().getparent().findtext("span/a") == "therapeutic relationship"


def test_a_word_that_belongs_to_two_stands_below_the_first_and_has_a_line_to_the_other() -> None:
    page = shown(termbase("empathy < core conditions\nempathy < listening\nlistening ~ silence"))
    (empathy,) = (item for item in page.iter("li") if item.findtext("span/a") == "empathy")
    assert "".join(empathy.itertext()) == "empathy; belongs to listening"
    assert empathy.getparent().getparent().findtext("span/a") == "core conditions"
    assert "empathy belongs to listening" in titles(drawings(page)["arcs"])


def test_a_relation_is_drawn_once_whichever_end_names_it() -> None:
    one = Relation("narrower", "bond", HERE), Relation("related", "trust", HERE)
    back = (Relation("related", "alliance", HERE),)
    handbook = Handbook(Settings("", HERE), entries=(entry("alliance", one), entry("bond"), entry("trust", back)))
    for drawing in drawings(shown(handbook)).values():
        assert len(drawing.findall(".//g[@class='lines']/path")) == 2
        assert titles(drawing) == {"bond belongs to alliance", "alliance: see also trust"}


def test_what_leads_nowhere_or_to_itself_is_left_out() -> None:
    lost = tuple(Relation(kind, name, HERE) for kind in ("broader", "related") for name in ("nobody", "rupture"))
    handbook = Handbook(Settings("", HERE), entries=(entry("rupture", lost), entry("repair")))
    page = shown(handbook)
    assert not drawings(page)
    assert [link.text for link in page.iterfind(".//li/a")] == ["repair", "rupture"]


def test_a_circle_of_broader_words_is_cut_open_and_drawn_whole() -> None:
    page = shown(termbase("hen < egg\negg < chick\nchick < hen"))
    for drawing in drawings(page).values():
        assert sorted(words_of(drawing)) == ["chick", "egg", "hen"]
        assert titles(drawing) == {"hen belongs to egg", "egg belongs to chick", "chick belongs to hen"}
    assert listed(page) == drawn(drawings(page)["arcs"])


def test_a_long_chain_is_nested_no_deeper_than_anyone_can_follow() -> None:
    page = shown(termbase("\n".join(f"w{n} < w{n - 1}" for n in range(1, 400))))
    lists = max(sum(1 for _ in item.iterancestors("ul")) for item in page.iter("li"))
    assert lists == 6
    assert outside(drawings(page)["arcs"]) == []
    assert "w399; belongs to w398" in ["".join(item.itertext()) for item in page.iter("li")]


def test_a_termbase_without_relations_has_no_picture() -> None:
    body = written(termbase("hermit"))
    assert "No line leads to these words" in body
    assert "<svg" not in body


def test_without_a_termbase_there_is_no_map() -> None:
    assert CONCEPT_MAP not in Handbook(Settings("", HERE)).generated


def test_more_words_than_fit_round_an_oval_are_shown_in_rows_alone() -> None:
    some, many = (termbase("\n".join(f"w{n} ~ w{n + 1}" for n in range(count - 1))) for count in (150, 151))
    assert list(drawings(shown(some))) == ["arcs", "round"]
    assert list(drawings(shown(many))) == ["arcs"]


def test_no_word_lies_on_another_or_leaves_the_picture(ours: Handbook) -> None:
    for drawing in drawings(shown(ours)).values():
        assert overlapping(drawing) == []
        assert outside(drawing) == []


def test_a_very_long_name_is_cut_and_told_in_full() -> None:
    name = "a very long name for something that nobody could ever say in one breath " * 3
    page = shown(termbase(f"{name.strip()} ~ bond"))
    for drawing in drawings(page).values():
        (node,) = (node for node in drawing.iter("a") if node.find("title") is not None)
        assert node.findtext("title") == name.strip()
        assert words_of(drawing)[list(drawing.iter("a")).index(node)].endswith("…")
        assert outside(drawing) == []


def test_words_read_from_the_right_stay_in_their_places() -> None:
    hebrew, arabic = "ברית טיפולית", "التحالف العلاجي"
    page = shown(termbase(f"{hebrew} ~ {arabic}"))
    for drawing in drawings(page).values():
        assert drawing.get("direction") == "ltr"
        assert sorted(words_of(drawing)) == [hebrew, arabic]
        assert outside(drawing) == []


def test_signs_of_html_in_a_name_stay_words() -> None:
    page = shown(termbase('<b> & "c" ~ bond'))
    assert '<b> & "c"' in words_of(drawings(page)["arcs"])


def test_a_drawing_has_a_name_a_description_and_a_way_past_it() -> None:
    page = shown(termbase(FAMILY))
    for drawing in drawings(page).values():
        assert drawing.get("role") == "group", "a drawing with links is no image"
        assert drawing.get("aria-label") == "Concept map"
        said = page.find(f".//desc[@id='{drawing.get('aria-describedby')}']")
        assert said.text == "6 words and the lines between them. The same stands below as a list."
    (skip,) = (link for link in page.find("div[@class='map-top']").iter("a") if link.get("href").startswith("#"))
    assert page.find(f".//*[@id='{skip.get('href')[1:]}']").tag == "h2"


def test_no_id_stands_twice_and_nothing_is_styled_or_scripted_inline(ours: Handbook) -> None:
    body = written(ours) + "".join(to_html((one,)) for each in ours.entries if (one := neighbourhood(each, ours)))
    ids = re.findall(r'\sid="([^"]*)"', body)
    assert len(ids) == len(set(ids))
    assert not re.search(r'<script|<style|\s(style|on\w+)="', body)
    assert ' viewBox="' in body, "SVG tells upper case from lower case"


def test_paper_shows_the_rows_in_pieces_that_leave_none_out(ours: Handbook) -> None:
    page = shown(ours)
    rows = drawings(page)["arcs"]
    end = 0.0
    for piece in page.iterfind(".//svg[@class='map piece']"):
        _, top, _, height = map(float, piece.get("viewBox").split())
        assert top == pytest.approx(end, abs=0.2)
        assert not [name for name, _, y, _, bottom in boxes(rows) if y < top + height - 0.2 < bottom - 0.5]
        assert height <= 330
        end = top + height
    assert end == pytest.approx(float(rows.get("viewBox").split()[3]), abs=0.2)


# ---- The order ----


def rows(notation: str) -> list[str]:
    return [place.id for place in ordered(graph_of(termbase(notation).entries))]


def test_a_family_stays_together_with_its_broadest_word_first() -> None:
    order = rows(FAMILY)
    start = order.index("therapeutic-relationship")
    assert set(order[start : start + 4]) == {"therapeutic-relationship", "working-alliance", "bond", "tasks"}
    assert order.index("working-alliance") < min(order.index("bond"), order.index("tasks"))


def test_words_that_go_together_stand_together() -> None:
    """A chain given in any order comes out as a chain."""
    assert rows("c ~ d\na ~ b\nd ~ e\nb ~ c") in (["a", "b", "c", "d", "e"], ["e", "d", "c", "b", "a"])


def test_groups_that_nothing_joins_stand_apart_the_largest_first() -> None:
    places = ordered(graph_of(termbase("a ~ b\nx ~ y\ny ~ z").entries))
    assert [(place.id in "xyz", place.group) for place in places] == [(True, 0)] * 3 + [(False, 1)] * 2


def test_our_lines_are_far_shorter_than_in_the_order_of_the_file(ours: Handbook) -> None:
    graph = graph_of(ours.entries)

    def length(order: list[str]) -> int:
        row = {name: at for at, name in enumerate(order)}
        return sum(abs(row[edge.source] - row[edge.target]) for edge in graph.edges)

    assert length([place.id for place in ordered(graph)]) * 4 < length(list(graph.terms))


# ---- Any termbase ----

NAMES = st.integers(0, 11)
RELATED = st.lists(st.tuples(NAMES, st.sampled_from(("broader", "narrower", "related")), NAMES), max_size=30)


@settings(max_examples=60, deadline=None)
@given(RELATED, st.lists(st.text(min_size=1, max_size=60), min_size=12, max_size=12))
def test_any_termbase_is_drawn_whole(relations: list[tuple[int, str, int]], names: list[str]) -> None:
    names = [re.sub(r"[^\w -]", "", name) or "word" for name in names]
    entries = tuple(
        entry(
            names[number],
            tuple(Relation(kind, f"w{other}", HERE) for one, kind, other in relations if one == number),
            f"w{number}",
        )
        for number in range(10)
    )
    handbook = Handbook(Settings("", HERE), entries=entries)
    graph = graph_of(entries)
    page = shown(handbook)
    for drawing in drawings(page).values():
        assert sorted(node.get("data-node") for node in drawing.iter("a")) == sorted(graph.terms)
        assert len(drawing.findall(".//g[@class='lines']/path")) == len(graph.edges)
        assert overlapping(drawing) == []
        assert outside(drawing) == []
    for one in entries:
        figure = neighbourhood(one, handbook)
        if figure is not None:
            svg = etree.fromstring(to_html((figure,))).find("svg")
            assert overlapping(svg) == outside(svg) == []


def test_five_thousand_words_are_drawn_in_a_moment() -> None:
    base = "\n".join(f"w{n} {'<~~'[n % 3]} w{(n * 7 + 3) % 5000 if n % 5 == 0 else n + 1}" for n in range(4999))
    handbook = termbase(base)
    start = time.process_time()
    made = concept_map.page(handbook, Bibliography({}, {}))
    body = to_html(made.body)
    assert time.process_time() - start < 3
    assert body.count('class="node') == len(handbook.entries) == 5000


# ---- The map of one concept ----


def around(name: str, handbook: Handbook) -> etree._Element:
    figure = neighbourhood(handbook.entry[name], handbook)
    assert figure is not None
    return etree.fromstring(to_html((figure,)))


def test_the_map_of_one_concept_shows_what_stands_round_it(ours: Handbook) -> None:
    figure = around("core-conditions", ours)
    assert figure.tag == "figure"
    assert figure.get("class") == "concept"
    placed = {name: (x, y) for name, x, y, _, _ in boxes(figure.find("svg"))}
    top, side = placed["core-conditions"][1], placed["core-conditions"][0]
    assert placed["six-conditions"][1] < placed["person-centred-approach"][1] + 100 < top + 100
    assert placed["empathy"][1] > top
    assert placed["relationship-inventory"][0] > side + 150
    assert [note.text for note in figure.iterfind(".//g[@class='notes']/text")] == [
        "belongs to",
        "includes",
        "see also",
    ]
    assert len(figure.findall(".//g[@class='lines']/path")) == len(placed) - 1


def test_the_map_of_one_concept_leads_to_entries_of_the_same_page() -> None:
    figure = around("bond", termbase("bond < alliance"))
    assert [link.get("href") for link in figure.iter("a")] == ["#term-alliance", "#term-bond"]
    (here,) = (link for link in figure.iter("a") if link.get("aria-current"))
    assert words_of(figure)[1] == "bond"
    assert here.get("data-node") == "bond"


def test_an_entry_says_in_words_what_its_map_shows(ours: Handbook) -> None:
    """The lines and notes of a drawing are kept from screen readers."""
    glossary = etree.fromstring(f"<div>{Website(ours, Bibliography({}, {})).page('glossary.md').body}</div>")
    drawn = 0
    for one in glossary.iterfind(".//section[@class='entry']"):
        in_words = {link.get("href") for link in one.iterfind("dl//a")}
        in_map = {link.get("href") for link in one.iterfind(".//svg//a") if not link.get("aria-current")}
        assert in_map <= in_words
        drawn += bool(in_map)
    assert drawn > 100


def test_a_word_without_relations_has_no_map() -> None:
    handbook = termbase("hermit\nbond ~ trust")
    assert neighbourhood(handbook.entry["hermit"], handbook) is None
    assert neighbourhood(entry("ghost", (Relation("related", "nobody", HERE),)), handbook) is None


def test_no_box_lies_on_another_in_any_of_our_maps(ours: Handbook) -> None:
    for one in ours.entries:
        if neighbourhood(one, ours) is not None:
            svg = around(one.id, ours).find("svg")
            assert (overlapping(svg), outside(svg)) == ([], []), one.id


def test_a_word_with_very_many_neighbours_shows_some_and_says_how_many_more() -> None:
    handbook = termbase("\n".join(f"hub ~ w{n}" for n in range(30)))
    figure = around("hub", handbook)
    assert len(list(figure.iter("a"))) == 13
    assert figure.findtext("figcaption") == "The entry names 18 more."


def test_a_long_name_is_cut_at_its_end_and_loses_no_word_before() -> None:
    name = "the long and rather winding way in which two people who work together come to trust one another over years"
    (label,) = (words for words in words_of(around("bond", termbase(f"bond ~ {name}"))) if words != "bond")
    assert label.endswith("…")
    assert name.startswith(label.removesuffix("…").rstrip())


@pytest.mark.parametrize("words", ["working alliance", "unconditional positive regard", "ΩW.il fjm 心 —"])
def test_how_wide_words_are_rests_on_no_way_of_adding_up(words: str) -> None:
    """Python 3.12 adds up otherwise than 3.11; what is exact is the same in each."""
    assert width_of(words, 1.0) == float(sum(Fraction(_WIDTHS[letter]) for letter in words))


# ---- On the site ----


def test_the_page_stands_on_the_site_and_its_links_lead_somewhere(built_site: Path) -> None:
    page, glossary = (html.parse(str(built_site / name / "index.html")) for name in ("concept-map", "glossary"))
    assert page.findtext(".//h1") == "Concept map"
    targets = {link.get("href").partition("#")[2] for link in page.iterfind(".//main//svg//a")}
    assert targets <= {node.get("id") for node in glossary.iterfind(".//*[@id]")}
    assert len(targets) > 90
    assert glossary.find(".//section[@class='entry']//figure[@class='concept']") is not None
    assert set(scripts(page)) - set(scripts(glossary)) == {"map.js"}, "only the map has the map's script"


def scripts(page: html.HtmlElement) -> Iterator[str]:
    return (script.get("src").rpartition("/")[2] for script in page.iterfind(".//script"))
