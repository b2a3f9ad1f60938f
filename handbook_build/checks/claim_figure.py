"""A sentence that is bound to a claim states a figure that the claim does not have.

The ledger, `claims.yml`, holds each figure once: effects, intervals, numbers of studies and people,
shares. A page may round it (.28 for .278) or put it in words (one in five for 19.7%), and passages
for clients, counsellors and trainers must agree. Where the page is right, mend the ledger.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.claim import Claim
from handbook_build.model.document import Document
from handbook_build.model.handbook import Handbook
from handbook_build.prose.figures import figures, holds
from handbook_build.prose.statements import bound_sentences

CODE, NAME, SEVERITY = "HB702", "claim-figure", Severity.ERROR


def known(handbook: Handbook) -> Mapping[str, Claim]:
    return handbook.claim


def check_document(document: Document, claims: Mapping[str, Claim]) -> Iterator[Finding]:
    for sentence, bound in bound_sentences(document, claims):
        for figure in figures(sentence.text):
            if sentence.refutes(figure.start, figure.end):
                continue
            start, end = sentence.start + figure.start, sentence.start + figure.end
            # A figure outside the bound words may belong to another statement of the sentence.
            stated = [claim for one, claim in bound if one.start < end and one.end > start]
            if stated and not any(holds(claim, figure) for claim in stated):
                yield Finding(
                    sentence.locate(figure.start, figure.end),
                    f"`{figure.text}` is no figure of the claim {_named(stated)}",
                    _hint(stated),
                )


def _named(claims: list[Claim]) -> str:
    return " or ".join(f"`{name}`" for name in dict.fromkeys(claim.id for claim in claims))


def _hint(claims: list[Claim]) -> str:
    known = [
        text
        for claim in claims
        for group in claim.figures
        for text in (
            group.effect,
            f"95% CI {' to '.join(group.interval)}" if group.interval else "",
            f"{group.studies} studies" if group.studies else "",
            f"{group.people} people" if group.people else "",
            *group.shares,
            *group.other,
        )
        if text
    ]
    return (
        f"the ledger has {'; '.join(known)}"
        if known
        else "the ledger has no figures for it: add them, with their source"
    )
