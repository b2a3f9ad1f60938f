"""A term is written in another way than `terms.yml` writes it: joined, hyphenated or spelt differently.

    self disclosure        # the termbase has self-disclosure
    person-centered        # the termbase has person-centred

A reader who searches finds half of what there is, and wonders whether two spellings are two things. Write the
form as the entry has it (`handbook fix` does); if both are meant, add the other as `admitted`. Left alone are two
words with a hyphen before a noun ("working-alliance scores"), verbs beside their nouns ("check up" and "check-up",
"practise" and "practice"), names of bodies and journals, addresses, and quotations; what stands in quotation marks
is found, and left to a person. In a handbook in another language than English only hyphens are compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.locations import Location
from handbook_build.model.document import Document
from handbook_build.model.handbook import Handbook
from handbook_build.model.nodes import Block, Element
from handbook_build.model.source import Source
from handbook_build.model.term import TermEntry
from handbook_build.prose.passages import passages
from handbook_build.terminology.linking import WORDED_OPTIONS
from handbook_build.terminology.placing import head_lines, picture_words, place_in, stretch
from handbook_build.terminology.quotations import is_quoted
from handbook_build.terminology.rewording import edits_at
from handbook_build.terminology.variants import variants_of

CODE, NAME, SEVERITY = "HB215", "varying-form", Severity.WARNING
# The entries, and whether the handbook is in English.
Known = tuple[tuple[TermEntry, ...], bool]


def known(handbook: Handbook) -> Known:
    return handbook.entries, handbook.settings.is_english


def check_document(document: Document, known: Known) -> Iterator[Finding]:
    entries, english = known
    if not entries:
        return
    variants = variants_of(entries, english=english)
    for text, location_of in (*_passages(document), *_beside(document)):
        for found in variants.find(text):
            used, place = text[found.start : found.end], location_of(found.start, found.end)
            kept = is_quoted(text, found.start)
            edits = () if kept else edits_at(document.source, place, used, found.right)
            yield Finding(
                place,
                f"`{used}` is written `{found.right}` in terms.yml",
                f"write `{found.right}`, or add the other form to `{found.entry.id}` as admitted",
                edits,
            )


# Gives the place of words from one offset of a text to another.
_Locate = Callable[[int, int], Location]


def _passages(document: Document) -> Iterator[tuple[str, _Locate]]:
    """The texts of a document, and the way to find a place in each."""
    for passage in passages(document):
        if passage.place and not passage.quoted:
            yield (
                passage.text,
                _at(document.source, stretch(document.source, passage.place), passage.text, passage.place),
            )
        elif not passage.quoted:
            yield passage.text, passage.locate


def _beside(document: Document) -> Iterator[tuple[str, _Locate]]:
    """The words of a block's options and those that stand for a picture, which are no running text."""
    for _, node in document.nodes():
        if isinstance(node, Block):
            for name, span in head_lines(document.source.text, node).items():
                words = node.options.get(name) if (node.name, name) in WORDED_OPTIONS else None
                if isinstance(words, str):
                    yield words, _at(document.source, span, words, document.locate(node.offset))
        elif isinstance(node, Element) and node.tag == "img" and (words := node.get("alt")):
            yield (
                words,
                _at(document.source, picture_words(document.source.text, node), words, document.locate_element(node)),
            )


def _at(source: Source, span: tuple[int, int], text: str, near: Location) -> _Locate:
    return lambda start, end: place_in(source, span, text, start, end) or near
