"""A sentence cites a work and states a figure that no claim of the ledger has for that work.

Only a handbook with a `claims.yml` is asked. Add the figure to the claim, with its source, or mend
the sentence. A bound sentence is held to its own claim (claim-figure).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.claim import Claim
from handbook_build.model.handbook import Handbook
from handbook_build.prose.figures import figures, holds
from handbook_build.prose.passages import passages

CODE, NAME, SEVERITY = "HB707", "figure-not-in-ledger", Severity.WARNING


def check(handbook: Handbook) -> Iterator[Finding]:
    if not handbook.claims:
        return
    resting: dict[str, list[Claim]] = defaultdict(list)
    for claim in handbook.claims:
        for key in claim.source_keys:
            resting[key].append(claim)
    for document in handbook.documents:
        for passage in passages(document):
            if passage.invented or passage.choice or not passage.cites:
                continue
            for sentence in passage.sentences:
                if not sentence.keys or sentence.claims:
                    continue
                claims = [claim for key in sentence.keys for claim in resting[key]]
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
