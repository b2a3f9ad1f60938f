"""The text asks for the definition of a term that has no entry.

    [congruance]{.term}        # no entry has this form
    [a rift]{defines=ruptur}   # no entry has this id

Correct the word, or add an entry to `terms.yml` (`handbook new term`). Where the entry was there and is gone,
`git log -S "id: rupture" -- content/terms.yml` finds it again; `handbook rename-term` takes its uses along.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.document import Document
from handbook_build.model.handbook import Handbook
from handbook_build.model.nodes import offset_of, text_of

CODE, NAME, SEVERITY = "HB201", "undefined-term", Severity.ERROR
NEEDS = ("terms.yml",)
# The forms of all terms, and the ids of their entries.
Known = tuple[list[str], Mapping[str, None]]


def known(handbook: Handbook) -> Known:
    return [term.form for entry in handbook.entries for term in entry.terms], dict.fromkeys(handbook.entry)


def check_document(document: Document, known: Known) -> Iterator[Finding]:
    forms, ids = known
    for node in document.elements:
        if node.tag != "span":
            continue
        # A term that has an entry is a link by now; what is left was not found.
        name = node.get("data-term") or (text_of(node.children) if "term" in node.classes else "")
        if defined := any(key == "data-defines" for key, _ in node.attributes):
            name = node.get("data-defines")
        if name not in ids if defined else name:
            near = get_close_matches(name.lower(), [*forms, *ids], 1)
            yield Finding(
                document.locate(offset_of(node.children), len(text_of(node.children))),
                f"the term `{name}` is not defined",
                f"did you mean `{near[0]}`?" if near else "add it to terms.yml, or take the braces away",
            )
