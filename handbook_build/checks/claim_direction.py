"""Two passages that are bound to one claim point in different directions, or one points another way
than the ledger.

A client page that says "better" and a trainer passage that says "no link" cannot both be right.
"Weaker goes with worse" points the same way as "stronger goes with better".
The words are English: a handbook in another language is not asked.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.locations import Location
from handbook_build.model.handbook import Handbook
from handbook_build.prose.passages import passages
from handbook_build.prose.wording import directions

CODE, NAME, SEVERITY = "HB704", "claim-direction", Severity.ERROR
SAID = {"better": "better", "worse": "worse", "none": "no link"}


def check(handbook: Handbook) -> Iterator[Finding]:
    first: dict[str, tuple[str, Location]] = {}
    for claim, said, words, place in _directions(handbook):
        ledger = handbook.claim[claim].direction
        if ledger == "both":
            continue
        if ledger:
            if said != ledger:
                message = f"`{words}` points to {SAID[said]}; the claim `{claim}` says {SAID[ledger]}"
                yield Finding(place, message, "mend the sentence, or the claim's `direction`")
            continue
        other, where = first.setdefault(claim, (said, place))
        if other != said:
            message = f"`{words}` points to {SAID[said]}, and {where} points to {SAID[other]}, for one claim `{claim}`"
            yield Finding(place, message, "make them agree, or give the claim its `direction`")


def _directions(handbook: Handbook) -> Iterator[tuple[str, str, str, Location]]:
    """(claim, direction, words, place) of each bound sentence that names one direction alone."""
    for document in handbook.documents if handbook.settings.is_english else ():
        for passage in passages(document):
            if not passage.claims or passage.choice:
                continue
            for sentence in passage.sentences:
                for bound in sentence.claims:
                    start = max(bound.start - sentence.start, 0)
                    found = directions(sentence.text[start : bound.end - sentence.start])
                    if bound.name in handbook.claim and len(found) == 1:
                        ((said, phrase),) = found.items()
                        place = sentence.locate(start + phrase.start, start + phrase.end)
                        yield bound.name, said, phrase.text, place
