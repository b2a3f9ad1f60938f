"""A sentence cites a work and states a figure that no claim of the ledger has for that work.

Only a handbook with a `claims.yml` is asked. Add the figure to the claim, with its source, or mend
the sentence. A bound sentence is held to its own claim (claim-figure).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.claim import Claim
from handbook_build.model.document import Document
from handbook_build.model.handbook import Handbook
from handbook_build.prose.figures import figures, holds
from handbook_build.prose.passages import Sentence, passages

CODE, NAME, SEVERITY = "HB707", "figure-not-in-ledger", Severity.WARNING
# The claims that rest on each work.
Ledger = Mapping[str, list[Claim]]


def known(handbook: Handbook) -> Ledger | None:
    if not handbook.claims:
        return None
    resting: dict[str, list[Claim]] = {}
    for claim in handbook.claims:
        for key in claim.source_keys:
            resting.setdefault(key, []).append(claim)
    return resting


def check_document(document: Document, resting: Ledger | None) -> Iterator[Finding]:
    for passage in passages(document) if resting is not None else ():
        if passage.invented or passage.choice or not passage.cites:
            continue
        for sentence in passage.sentences:
            if sentence.keys and not sentence.claims:
                yield from _unknown(sentence, resting or {})


def _unknown(sentence: Sentence, resting: Ledger) -> Iterator[Finding]:
    claims = [claim for key in sentence.keys for claim in resting.get(key, ())]
    for figure in figures(sentence.text):
        if sentence.refutes(figure.start, figure.end) or not figure.states:
            continue
        if not any(holds(claim, figure) for claim in claims):
            works = ", ".join(f"`{key}`" for key in dict.fromkeys(sentence.keys))
            yield Finding(
                sentence.locate(figure.start, figure.end),
                f"no claim of the ledger has the figure `{figure.text}` for {works}",
                "add it to a claim in claims.yml with that source, or mend the sentence",
            )
