"""The text asks for the definition of a term that has no entry.

    [congruance]{.term}        # no entry has this form
    [a rift]{defines=ruptur}   # no entry has this id

Correct the word, or add an entry to `terms.yml` (`handbook new term`).
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook
from handbook_build.model.nodes import Element, offset_of, text_of

CODE, NAME, SEVERITY = "HB201", "undefined-term", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    known = [term.form for entry in handbook.entries for term in entry.terms] + list(handbook.entry)
    for document in handbook.documents:
        for _, node in document.nodes():
            if not isinstance(node, Element) or node.tag != "span":
                continue
            # A term that has an entry is a link by now; what is left was not found.
            name = node.get("data-term") or (text_of(node.children) if "term" in node.classes else "")
            if defined := any(key == "data-defines" for key, _ in node.attributes):
                name = node.get("data-defines")
            if name not in handbook.entry if defined else name:
                near = get_close_matches(name.lower(), known, 1)
                yield Finding(
                    document.locate(offset_of(node.children), len(text_of(node.children))),
                    f"the term `{name}` is not defined",
                    f"did you mean `{near[0]}`?" if near else "add it to terms.yml, or take the braces away",
                )
