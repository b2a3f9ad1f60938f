"""The text repeats a claim that `false-claims.yml` lists as false or too simple.

The hint says what is better said. A page that sets the claim right marks the words it quotes:
`[the words]{false=id}`. A question and its choices are left alone, since wrong ones are misconceptions,
and so is a sentence that takes the claim back.

A wording is written in words, in any case: `a/b` is one of two, `(word)` may be missing, `word*` has any
ending, and `...` stands for up to five words, none of which is a "not". So `without the relationship ...
no therapy/counselling` finds "Without the relationship there can be no therapy". A hyphen joins words into
one choice, and `{name}` stands for a set of `words` at the head of the file. Under `unless` stand words with
which the same sentence is fine: "private, unless somebody is in danger".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.claim import FalseClaim
from handbook_build.model.document import Document
from handbook_build.model.handbook import Handbook
from handbook_build.prose.passages import passages
from handbook_build.prose.phrases import BadPattern, Phrasebook, is_refuted, phrasebook

CODE, NAME, SEVERITY = "HB708", "repeated-false-claim", Severity.ERROR
# The wordings that can be read, and the claim of each.
Known = tuple[tuple[str, ...], tuple[FalseClaim, ...]]


def check(handbook: Handbook) -> Iterator[Finding]:
    for claim in handbook.false_claims:
        for wording in claim.wordings:
            if why := _unreadable(wording.pattern):
                yield Finding(
                    wording.location, f"this wording {why}", "`handbook explain HB708` shows how to write one"
                )


def known(handbook: Handbook) -> Known:
    readable = [
        (wording.pattern, claim)
        for claim in handbook.false_claims
        for wording in claim.wordings
        if not _unreadable(wording.pattern)
    ]
    return tuple(pattern for pattern, _ in readable), tuple(claim for _, claim in readable)


def check_document(document: Document, known: Known) -> Iterator[Finding]:
    patterns, claims = known
    book = phrasebook(patterns)
    for passage in passages(document) if patterns else ():
        # What a question puts to the reader is not said by us.
        if passage.choice or passage.quoted or (passage.asked and passage.tag == "h4"):
            continue
        for sentence in passage.sentences:
            for found in book.find(sentence.text):
                if is_refuted(sentence.text, found) or sentence.refutes(found.start, found.end):
                    continue
                claim = claims[found.pattern]
                if _taken_back(sentence.text, claim.unless):
                    continue
                words = " ".join(sentence.text[found.start : found.end].split())
                yield Finding(
                    sentence.locate(found.start, found.end),
                    f"`{words}` repeats a claim that does not hold: {claim.says}",
                    claim.better,
                )


@cache
def _unreadable(pattern: str) -> str:
    """Why a wording cannot be read; nothing when it can."""
    try:
        Phrasebook((pattern,))
    except BadPattern as bad:
        return str(bad)
    return ""


def _taken_back(sentence: str, unless: tuple[str, ...]) -> bool:
    plain = sentence.lower()
    return any(re.search(rf"\b{re.escape(word.lower())}\b", plain) for word in unless)
