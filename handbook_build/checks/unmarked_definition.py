"""A sentence defines a term of the glossary and is not marked as a definition.

    Congruence means that what someone shows matches what goes on inside.

Marked, `[Congruence means ...]{defines=congruence}`, the glossary lists it, and a second definition elsewhere
is found. Only sentences are looked at that begin with the term ("In counselling, the term congruence ...") and
go on with "means that", "means" and an article or a verb in -ing, "refers to", "denotes", "is when", "is defined
as" or "is the name for"; everyday words, which link only where an author asks, are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.document import Document
from handbook_build.model.handbook import Handbook
from handbook_build.model.term import LinkPolicy, TermEntry, TermStatus
from handbook_build.prose.glance import may_hold
from handbook_build.prose.passages import Sentence, passages
from handbook_build.terminology.matcher import Match, Matcher, matcher_of

CODE, NAME, SEVERITY = "HB216", "unmarked-definition", Severity.WARNING
# The entries, and whether the handbook is in English.
Known = tuple[tuple[TermEntry, ...], bool]
_BEGINS = re.compile(
    r"\W*(?:in\s+[\w -]{2,30},\s+)?(?:by\s+)?(?P<the>the\s+)?(?P<word>(?:term|word|phrase|expression|name)\s+)?"
    r"(?:an?\s+)?[“‘\"']?",
    re.IGNORECASE,
)
# What "means the" and "means a" begin that tells what a thing leads to.
_IDIOMS = (
    r"(?:the\s+(?:world|difference|end|same|start|beginning)|"
    r"an?\s+(?:lot|great|good\s+deal|chance|difference|change|risk|loss))\b"
)
_SAID = r"(?:(?:is|are)(?:\s+\w+ly)?|(?:can|may|might|could)\s+be)\s+defined\s+as\b"
_NAMED = (
    r"(?:is|are)\s+the\s+(?:word|name|term|phrase)\s+for\s+"
    r"(?!(?:it|that|them|these|this|those|what|the opposite)\b)"
)
_ASIDE = r"[”’\"']?(?:\s+\([^)]{1,60}\)|,[^,]{1,40},)?\s+"
_DEFINES = re.compile(
    rf"{_ASIDE}(?:means?\s+(?:that(?!\s+(?:s?he|we|I)\b)|(?!{_IDIOMS})(?:an?|the)\b|\w+ing\b)|we\s+mean\b|"
    rf"refers?\s+to\b(?!\s+(?:any|her|him|it|last|no|one|that|them|these|this|those|\d+)\b)|denotes?\b|"
    rf"is\s+when\b|{_SAID}|{_NAMED})",
    re.IGNORECASE,
)
# Without one of these it defines nothing; most sentences have none.
_DEFINING = ("mean", "refer", "denote", "when", "defined", "word", "name", "term", "phrase")
# After "the rupture", which is a particular one, fewer words define.
_DEFINES_THE = re.compile(rf"{_ASIDE}(?:refers?\s+to\s+(?:the|how|what|when)\b|{_SAID}|{_NAMED})", re.IGNORECASE)


def known(handbook: Handbook) -> Known:
    return handbook.entries, handbook.settings.is_english


def check_document(document: Document, known: Known) -> Iterator[Finding]:
    entries, english = known
    matcher = matcher_of(entries)
    marked = {node.get("data-defines") for node in document.elements}
    for passage in passages(document) if entries and english else ():
        # A summary, whose place is that of its key, holds no notation.
        if passage.place or passage.quoted or passage.invented or passage.choice:
            continue
        for sentence in passage.sentences:
            found = _defined(sentence, matcher)
            if found and found.entry.id not in marked:
                at = sentence.start + found.start
                yield Finding(
                    passage.locate(at, sentence.start + found.end),
                    f"this sentence defines `{found.entry.preferred}` and is not marked",
                    f"write [the definition]{{defines={found.entry.id}}}, or say it without defining the word",
                )


def _defined(sentence: Sentence, matcher: Matcher) -> Match | None:
    """The term with which a sentence begins, if the sentence goes on to say what it means."""
    text = sentence.passage.text[sentence.start : sentence.end]
    if not (may_hold(text, _DEFINING) and _DEFINES.search(text)):
        return None
    begins = _BEGINS.match(text)
    first = next(matcher.find(text), None)
    if first is None or begins is None or first.start > begins.end():
        return None
    policy = first.term.link or first.entry.link
    named = first.term.status in (TermStatus.PREFERRED, TermStatus.ADMITTED)
    pattern = _DEFINES_THE if begins["the"] and not begins["word"] else _DEFINES
    return first if named and policy is LinkPolicy.FIRST and pattern.match(text, first.end) else None
