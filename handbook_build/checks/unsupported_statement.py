"""A figure, or a phrase such as "studies show", stands without a claim or citation.

A reader must be able to see what a statement rests on: in a handbook with a claim ledger in the
sentence that makes it, in one without in its paragraph. Cite the work, or bind the sentence to a claim
of `claims.yml`: `[the sentence]{claim=id}`. Examples, words to borrow and the choices of a question are
left alone, and so is a sentence that says there is no research.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.document import Document
from handbook_build.model.handbook import Handbook
from handbook_build.prose.figures import figures
from handbook_build.prose.passages import HEADINGS, Passage, Sentence, passages
from handbook_build.prose.wording import Phrase, research_phrases

CODE, NAME, SEVERITY = "HB705", "unsupported-statement", Severity.WARNING


def known(handbook: Handbook) -> tuple[bool, bool]:
    """Whether it is in English, and whether it has claims."""
    return handbook.settings.is_english, bool(handbook.claims)


def check_document(document: Document, known: tuple[bool, bool]) -> Iterator[Finding]:
    english, strict = known
    for passage in passages(document):
        if _states(passage) and (strict or not passage.cites):
            for sentence in passage.sentences:
                if not sentence.keys and not sentence.claims:
                    yield from _unsupported(sentence, english)


def _states(passage: Passage) -> bool:
    """Whether a passage is one in which a statement would be ours."""
    own = not (passage.invented or passage.quoted or passage.choice)
    return own and passage.tag not in HEADINGS


def _unsupported(sentence: Sentence, english: bool) -> Iterator[Finding]:
    asks = sentence.words.rstrip("”\"') ").endswith("?")
    stated = () if asks else (one for one in figures(sentence.text) if one.states)
    found = [Phrase(one.text, one.start, one.end) for one in stated]
    found += research_phrases(sentence.text) if english else ()
    found = [phrase for phrase in found if not sentence.refutes(phrase.start, phrase.end)]
    if found:
        first = min(found, key=lambda phrase: phrase.start)
        yield Finding(
            sentence.locate(first.start, first.end),
            f"`{first.text}` stands in a sentence without a claim or citation",
            "cite the work here, or bind the sentence to its claim: [the sentence]{claim=id}",
        )
