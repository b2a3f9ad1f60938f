"""A sentence is bound to a claim that is not in `claims.yml`, or marked as a false claim that is not
in `false-claims.yml`.

`[the sentence]{claim=empathy-outcome}` binds, `[the words]{false=nothing-but-tone}` marks words that
are quoted as false. It is most often a slip in the id; the message names the nearest.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook
from handbook_build.model.nodes import offset_of

CODE, NAME, SEVERITY = "HB701", "unknown-claim", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    known = {
        "data-claim": ("claims.yml", set(handbook.claim)),
        "data-false": ("false-claims.yml", {one.id for one in handbook.false_claims}),
    }
    for document in handbook.documents:
        for node in document.elements:
            for attribute, (file, ids) in known.items():
                name = node.get(attribute)
                if any(key == attribute for key, _ in node.attributes) and name not in ids:
                    near = get_close_matches(name, ids, 1)
                    hint = f"did you mean `{near[0]}`?" if near else f"add the claim to {file}"
                    place = document.locate(offset_of(node.children))
                    yield Finding(place, f"{file} has no claim `{name}`", hint)
