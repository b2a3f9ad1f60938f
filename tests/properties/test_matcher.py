"""The matcher finds what a slow and obvious one finds, and linking changes no word of a text."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from handbook_build.locations import Location
from handbook_build.model.document import Document
from handbook_build.model.handbook import Handbook
from handbook_build.model.nodes import Element, TermLink, text_of, walk
from handbook_build.model.settings import Settings
from handbook_build.model.source import Source
from handbook_build.model.term import TermEntry
from handbook_build.parsing.document import parse_document
from handbook_build.terminology.linking import link_terms, link_text
from handbook_build.terminology.matcher import Matcher
from tests.properties.documents import CITED, documents
from tests.slow_matcher import obvious, termbase

HERE = Location("content/terms.yml")


def found(entries: tuple[TermEntry, ...], text: str) -> list[tuple[int, int, str]]:
    return [(match.start, match.end, match.entry.id) for match in Matcher(entries).find(text)]


VOCABULARY = (
    "bond",
    "bonds",
    "goal",
    "story",
    "stories",
    "positive",
    "regard",
    "self",
    "help",
    "UPR",
    "client's",
    "box",
    "é",
    "I",
)
words = st.sampled_from(VOCABULARY)
forms = st.lists(words, min_size=1, max_size=3).flatmap(lambda some: st.sampled_from((" ".join(some), "-".join(some))))
termbases = st.lists(st.lists(forms, min_size=1, max_size=3), min_size=1, max_size=5).map(termbase)
changed = words.flatmap(
    lambda word: st.sampled_from(
        (word, word.upper(), word.capitalize(), f"{word}s", f"{word}'s", f"{word}’S", f"un{word}")
    )
)
between = st.sampled_from((" ", "  ", "\n", "\xa0", "-", "‑", ", ", ". ", "/", "'", "", "@", "_"))
texts = st.lists(st.tuples(changed, between), max_size=12).map(
    lambda parts: "".join(word + sign for word, sign in parts)
)

letters = "ab -'s"
short = st.text(alphabet=letters, min_size=1, max_size=5).filter(lambda form: form.strip(" -'") == form)
noise_termbases = st.lists(st.lists(short, min_size=1, max_size=3), min_size=1, max_size=4).map(termbase)


@given(termbases, texts)
def test_the_matcher_finds_what_an_obvious_one_finds(entries: tuple[TermEntry, ...], text: str) -> None:
    assert found(entries, text) == obvious(entries, text)


@given(noise_termbases, st.text(alphabet="abAB -’'s\n.é", max_size=30))
def test_the_matcher_finds_what_an_obvious_one_finds_in_noise(entries: tuple[TermEntry, ...], text: str) -> None:
    assert found(entries, text) == obvious(entries, text)


# Letters whose capitals are unusual: dotless i, long s, the Kelvin sign, final sigma, sharp s.
@given(
    st.lists(st.text(alphabet="ikskssſıßσςK\u212aİ", min_size=1, max_size=4), min_size=1, max_size=3),
    st.text(alphabet="ikSsſıßẞσςΣK\u212aİ ", max_size=20),
)
@example(["risk"], "a ris\u212a")
def test_unusual_capitals_are_no_fault(forms: list[str], text: str) -> None:
    for start, end, _ in found(termbase([forms]), text):
        assert 0 <= start < end <= len(text)


@given(termbases, texts)
def test_matches_never_overlap_and_stand_in_order(entries: tuple[TermEntry, ...], text: str) -> None:
    places = [place for start, end, _ in found(entries, text) for place in (start, end)]
    assert places == sorted(places)
    assert all(start < end for start, end, _ in found(entries, text))


@given(termbases, texts)
def test_linking_changes_no_word(entries: tuple[TermEntry, ...], text: str) -> None:
    linked = link_text(text, Matcher(entries), "")
    assert text_of(linked) == text
    links = [node.entry for node in linked if isinstance(node, TermLink)]
    assert len(links) == len(set(links)), "a term is linked at its first use only"


@given(
    st.lists(
        st.lists(
            st.sampled_from(
                ("trust", "bond", "goals", "counsellor", "AT", "2018", "naïve", "信頼", "well-being trust")
            ),
            min_size=1,
            max_size=2,
        ),
        max_size=4,
    ),
    documents(),
)
def test_linking_a_page_changes_no_word(forms: list[list[str]], text: str) -> None:
    page = parse_document("page.md", Source("content/page.md", text.replace(CITED, "[@rogers-1957]")))
    handbook = Handbook(Settings("Tiny", HERE), documents=(page,), entries=termbase(forms))
    linked = link_terms(handbook).documents[0]
    assert words_of(linked) == words_of(page)
    for node in walk(linked.body):
        if isinstance(node, Element) and node.tag in ("a", "code", "pre"):
            assert not any(isinstance(inner, TermLink) for inner in walk(node.children))


def words_of(page: Document) -> list[str]:
    return [text_of(nodes) for section in page.sections for nodes in (section.heading, section.content)]
