"""Two passages that are bound to one claim point in different directions, or one points another way
than the ledger.

A client page that says "better" and a trainer passage that says "no link" cannot both be right.
"Weaker goes with worse" points the same way as "stronger goes with better". The words are English: a
handbook in another language is not asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from handbook_build.diagnostics import Finding, Severity
from handbook_build.locations import Location
from handbook_build.model.claim import Claim
from handbook_build.model.document import Document
from handbook_build.model.handbook import Handbook
from handbook_build.prose.statements import bound_sentences
from handbook_build.prose.wording import directions

CODE, NAME, SEVERITY = "HB704", "claim-direction", Severity.ERROR
SAID = {"better": "better", "worse": "worse", "none": "no link"}


# A claim, its direction in the ledger, that of a sentence, the words that give it, and where.
Said = tuple[str, str, str, str, Location]


def known(handbook: Handbook) -> Mapping[str, Claim]:
    return handbook.claim if handbook.settings.is_english else {}


def check_document(document: Document, claims: Mapping[str, Claim]) -> Iterator[Said]:
    """Each bound sentence that names one direction alone."""
    for sentence, bound in bound_sentences(document, claims):
        for one, claim in bound:
            start = max(one.start - sentence.start, 0)
            found = directions(sentence.text[start : one.end - sentence.start])
            if len(found) == 1 and claim.direction != "both":
                ((said, phrase),) = found.items()
                place = sentence.locate(start + phrase.start, start + phrase.end)
                yield claim.id, claim.direction, said, phrase.text, place


def compare(found: Iterable[Said]) -> Iterator[Finding]:
    first: dict[str, tuple[str, Location]] = {}
    for claim, direction, said, words, place in found:
        if direction:
            if said != direction:
                message = f"`{words}` points to {SAID[said]}; the claim `{claim}` says {SAID[direction]}"
                yield Finding(place, message, "mend the sentence, or the claim's `direction`")
            continue
        other, where = first.setdefault(claim, (said, place))
        if other != said:
            yield Finding(
                place,
                f"`{words}` points to {SAID[said]}, and {where} points to {SAID[other]}, for one claim `{claim}`",
                "make them agree, or give the claim its `direction`",
            )
