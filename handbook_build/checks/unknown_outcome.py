"""A question asks an outcome that its page does not have.

    /// question | What does a silence after a remark tell you?
        answer-in: pulling-away
        asks: notice-withdrawal
    ...
    ///

The names of outcomes are known on their page only. There they stand in the block `outcomes`, as
`[notice a withdrawal]{outcome=notice-withdrawal}`.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.document import Document
from handbook_build.model.teaching import outcomes_of, questions_of

CODE, NAME, SEVERITY = "HB506", "unknown-outcome", Severity.ERROR


def check_document(document: Document) -> Iterator[Finding]:
    names = {one.name for one in outcomes_of(document) if one.name}
    for question in questions_of(document) if not document.is_handout else ():
        for name in question.asks:
            if name not in names:
                near = get_close_matches(name, names, 1)
                hint = f"did you mean `{near[0]}`?" if near else f"write [the outcome]{{outcome={name}}}"
                yield Finding(question.location, f"no outcome of this page has the name `{name}`", hint)
