"""Two passages that are bound to one claim point in different directions, or one points another way
than the ledger.

A client page that says "better" and a trainer passage that says "no link" cannot both be right.
"Weaker goes with worse" points the same way as "stronger goes with better". The words are English: a
handbook in another language is not asked.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.locations import Location
from handbook_build.model.claim import Claim
from handbook_build.model.handbook import Handbook
from handbook_build.prose.statements import bound_sentences
from handbook_build.prose.wording import directions

CODE, NAME, SEVERITY = "HB704", "claim-direction", Severity.ERROR
SAID = {"better": "better", "worse": "worse", "none": "no link"}


def check(handbook: Handbook) -> Iterator[Finding]:
    first: dict[str, tuple[str, Location]] = {}
    for claim, said, words, place in _directions(handbook) if handbook.settings.is_english else ():
        if claim.direction == "both":
            continue
        if claim.direction:
            if said != claim.direction:
                message = f"`{words}` points to {SAID[said]}; the claim `{claim.id}` says {SAID[claim.direction]}"
                yield Finding(place, message, "mend the sentence, or the claim's `direction`")
            continue
        other, where = first.setdefault(claim.id, (said, place))
        if other != said:
            yield Finding(
                place,
                f"`{words}` points to {SAID[said]}, and {where} points to {SAID[other]}, for one claim `{claim.id}`",
                "make them agree, or give the claim its `direction`",
            )


def _directions(handbook: Handbook) -> Iterator[tuple[Claim, str, str, Location]]:
    """(claim, direction, words, place) of each bound sentence that names one direction alone."""
    for sentence, bound in bound_sentences(handbook):
        for one, claim in bound:
            start = max(one.start - sentence.start, 0)
            found = directions(sentence.text[start : one.end - sentence.start])
            if len(found) == 1:
                ((said, phrase),) = found.items()
                yield claim, said, phrase.text, sentence.locate(start + phrase.start, start + phrase.end)
