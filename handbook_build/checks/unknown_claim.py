"""A sentence is bound to a claim that is not in `claims.yml`, or marked as a false claim that is not
in `false-claims.yml`.

`[the sentence]{claim=empathy-outcome}` binds, `[the words]{false=nothing-but-tone}` marks words that
are quoted as false. It is most often a slip in the id; the message names the nearest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.document import Document
from handbook_build.model.handbook import Handbook
from handbook_build.model.nodes import offset_of

CODE, NAME, SEVERITY = "HB701", "unknown-claim", Severity.ERROR
NEEDS = ("claims.yml",)
# The attribute that names a claim, with the file in which it is looked for, and the ids there.
Known = Mapping[str, tuple[str, Mapping[str, None]]]


def known(handbook: Handbook) -> Known:
    return {
        "data-claim": ("claims.yml", dict.fromkeys(handbook.claim)),
        "data-false": ("false-claims.yml", dict.fromkeys(one.id for one in handbook.false_claims)),
    }


def check_document(document: Document, known: Known) -> Iterator[Finding]:
    for node in document.elements:
        for attribute, (file, ids) in known.items():
            name = node.get(attribute)
            if any(key == attribute for key, _ in node.attributes) and name not in ids:
                near = get_close_matches(name, ids, 1)
                hint = f"did you mean `{near[0]}`?" if near else f"add the claim to {file}"
                place = document.locate(offset_of(node.children))
                yield Finding(place, f"{file} has no claim `{name}`", hint)
