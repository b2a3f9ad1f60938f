"""A sentence defines a term of the glossary and is not marked as a definition.

    Congruence means that what someone shows matches what goes on inside.

Marked, `[Congruence means ...]{defines=congruence}`, the glossary lists it, and a second definition elsewhere
is found. Only sentences are looked at that begin with the term and go on with "means that", "means" and an
article or a verb in -ing, "refers to", "is defined as" or "is the name for"; everyday words, which link only
where an author asks, are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook
from handbook_build.model.term import LinkPolicy, TermStatus
from handbook_build.prose.passages import Sentence, passages
from handbook_build.terminology.matcher import Match, Matcher, matcher_of

CODE, NAME, SEVERITY = "HB216", "unmarked-definition", Severity.WARNING
_BEGINS = re.compile(r"\W*(?:an? |the )?[“‘\"']?", re.IGNORECASE)
_DEFINES = re.compile(
    r"[”’\"']?\s+(?:means?\s+(?:that|an?|the|\w+ing)\b|refers?\s+to\b|(?:is|are)\s+defined\s+as\b|"
    r"(?:is|are)\s+the\s+(?:word|name|term|phrase)\s+for\s+(?!(?:it|that|them|these|this|those|what|the opposite)\b))",
    re.IGNORECASE,
)


def check(handbook: Handbook) -> Iterator[Finding]:
    if not handbook.settings.is_english or not handbook.entries:
        return
    matcher = matcher_of(handbook.entries)
    marked = {(one.document, one.term) for one in handbook.marked_definitions}
    for document in handbook.documents:
        for passage in passages(document):
            # A summary, whose place is that of its key, holds no notation.
            if passage.place or passage.quoted or passage.invented or passage.choice:
                continue
            for sentence in passage.sentences:
                found = _defined(sentence, matcher)
                if found and (document.path, found.entry.id) not in marked:
                    at = sentence.start + found.start
                    yield Finding(
                        passage.locate(at, sentence.start + found.end),
                        f"this sentence defines `{found.entry.preferred}` and is not marked",
                        f"write [the definition]{{defines={found.entry.id}}}, or say it without defining the word",
                    )


def _defined(sentence: Sentence, matcher: Matcher) -> Match | None:
    """The term with which a sentence begins, if the sentence goes on to say what it means."""
    text = sentence.passage.text[sentence.start : sentence.end]
    if not _DEFINES.search(text):
        return None
    begins = _BEGINS.match(text)
    first = next(matcher.find(text), None)
    if first is None or begins is None or first.start > begins.end():
        return None
    policy = first.term.link or first.entry.link
    named = first.term.status in (TermStatus.PREFERRED, TermStatus.ADMITTED)
    return first if named and policy is LinkPolicy.FIRST and _DEFINES.match(text, first.end) else None
