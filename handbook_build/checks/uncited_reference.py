"""A work stands in `references.json`, and nothing cites it.

A list of references is a promise that each work was used. Cite it, or take it out; if it is kept
for pages still to come, waive this in the record: `"custom": {"allow": {"uncited-reference": "..."}}`.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB302", "uncited-reference", Severity.WARNING
OF_PAGES = True


def check(handbook: Handbook) -> Iterator[Finding]:
    cited = {item.key for document in handbook.documents for node in document.citations for item in node.citation.items}
    cited |= {key for entry in handbook.entries for key in entry.source_keys}
    cited |= {item.key for claim in handbook.all_claims for item in claim.citation.items}
    for item in handbook.item.values():
        if item.id not in cited:
            yield Finding(item.location, f"nothing cites the work `{item.id}`", "cite it, or take it out")
