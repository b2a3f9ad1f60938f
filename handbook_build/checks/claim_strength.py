"""A sentence that is bound to a claim is worded more strongly than the claim allows.

"Causes" and "proves" say more than "goes with" and "is linked to". What the ledger calls linked,
mixed, contested or practice wisdom is worded so. A word that is taken back ("does not prove") and a
question are fine. The words are English: a handbook in another language is not asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.claim import Claim
from handbook_build.model.document import Document
from handbook_build.model.handbook import Handbook
from handbook_build.prose.statements import bound_sentences
from handbook_build.prose.wording import INSTEAD, too_strong

CODE, NAME, SEVERITY = "HB703", "claim-strength", Severity.ERROR


def known(handbook: Handbook) -> Mapping[str, Claim]:
    return handbook.claim if handbook.settings.is_english else {}


def check_document(document: Document, claims: Mapping[str, Claim]) -> Iterator[Finding]:
    for sentence, bound in bound_sentences(document, claims):
        for one, claim in bound:
            for phrase in too_strong(sentence.text, claim):
                if one.start <= sentence.start + phrase.start < one.end:
                    strength = claim.strength.value.replace("-", " ")
                    yield Finding(
                        sentence.locate(phrase.start, phrase.end),
                        f"`{phrase.text}` says more than the claim `{claim.id}` allows, which is {strength}",
                        INSTEAD[claim.strength],
                    )
