"""A sentence that is bound to a claim is worded more strongly than the claim allows.

"Causes" and "proves" say more than "goes with" and "is linked to". What the ledger calls linked,
mixed, contested or practice wisdom is worded so. A word that is taken back ("does not prove") and a
question are fine.
The words are English: a handbook in another language is not asked.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook
from handbook_build.prose.passages import Sentence, passages
from handbook_build.prose.wording import INSTEAD, too_strong

CODE, NAME, SEVERITY = "HB703", "claim-strength", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    for document in handbook.documents if handbook.settings.is_english else ():
        for passage in passages(document):
            if passage.claims and not passage.choice:
                for sentence in passage.sentences:
                    yield from _too_strong(handbook, sentence)


def _too_strong(handbook: Handbook, sentence: Sentence) -> Iterator[Finding]:
    for bound in sentence.claims:
        claim = handbook.claim.get(bound.name)
        for phrase in too_strong(sentence.text, claim) if claim else ():
            if claim and bound.start <= sentence.start + phrase.start < bound.end:
                strength = claim.strength.value.replace("-", " ")
                yield Finding(
                    sentence.locate(phrase.start, phrase.end),
                    f"`{phrase.text}` says more than the claim `{claim.id}` allows, which is {strength}",
                    INSTEAD[claim.strength],
                )
