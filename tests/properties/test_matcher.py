"""The matcher finds what a slow and obvious one finds, and linking changes no word of a text."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st

from handbook_build.locations import Location
from handbook_build.model.document import Document
from handbook_build.model.handbook import Handbook
from handbook_build.model.nodes import Element, TermLink, text_of, walk
from handbook_build.model.settings import Settings
from handbook_build.model.source import Source
from handbook_build.model.term import Term, TermEntry, TermStatus
from handbook_build.parsing.document import parse_document
from handbook_build.terminology.forms import is_acronym, surfaces
from handbook_build.terminology.linking import link_terms, link_text
from handbook_build.terminology.matcher import Matcher
from tests.properties.documents import CITED, documents

HERE = Location("content/terms.yml")
HYPHENS, APOSTROPHES = "-‐‑", "'’"


def entry(number: int, forms: list[str]) -> TermEntry:
    statuses = [TermStatus.PREFERRED, *[TermStatus.ADMITTED] * len(forms)]
    terms = tuple(Term(form, status, HERE) for form, status in zip(forms, statuses, strict=False))
    return TermEntry(f"term-{number}", terms, "A definition.", HERE)


def termbase(forms: list[list[str]]) -> tuple[TermEntry, ...]:
    return tuple(entry(number, some) for number, some in enumerate(forms))


def obvious(entries: tuple[TermEntry, ...], text: str) -> list[tuple[int, int, str]]:
    """(start, end, entry) of every match: at each place all forms are tried, the longest first."""
    known: dict[str, tuple[TermEntry, Term]] = {}
    for one in entries:
        for surface, term in surfaces(one).items():
            # The rule for plurals leaves nothing of a form such as "s".
            if surface:
                known.setdefault(surface, (one, term))
    found = []
    at = 0
    while at < len(text):
        match = next(
            (hit for form in sorted(known, key=len, reverse=True) if (hit := stands(form, *known[form], text, at))),
            None,
        )
        if match:
            found.append(match)
        at = match[1] if match else at + 1
    return found


def stands(form: str, one: TermEntry, term: Term, text: str, start: int) -> tuple[int, int, str] | None:
    """Where the form ends when it stands at `start` as words of its own."""
    if start and re.match(r"[\w@-]", text[start - 1]):
        return None
    at = start
    for character in form:
        if character == " ":
            spaces = re.match(r"\s+", text[at:])
            if not spaces:
                return None
            at += spaces.end()
        elif at < len(text) and same(character, text[at]):
            at += 1
        else:
            return None
    if is_acronym(term.form) and not text[start:].startswith(term.form):
        return None
    possessive = at + 2 if text[at : at + 1] in ("'", "’") and text[at + 1 : at + 2].lower() == "s" else at
    end = next((place for place in (possessive, at) if not re.match(r"\w|-\w", text[place:])), None)
    return None if end is None else (start, end, one.id)


def same(one: str, other: str) -> bool:
    return any(one in kind and other in kind for kind in (HYPHENS, APOSTROPHES)) or one.lower() == other.lower()


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
