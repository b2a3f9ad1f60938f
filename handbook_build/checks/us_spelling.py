"""The text uses the American spelling of a term.

One spelling is kept through the whole handbook; the American one stays in `terms.yml` so that
search finds the page. `handbook fix` writes the British one. Quotations are left alone, and so are names of
bodies, journals and laws ("the School Counselor Association").
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook
from handbook_build.model.source import Source
from handbook_build.model.term import TermStatus, TermUse
from handbook_build.terminology.rewording import british, edits_of
from handbook_build.terminology.usage import in_name

CODE, NAME, SEVERITY = "HB208", "us-spelling", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    for document, use in handbook.slips:
        if use.term.status is TermStatus.AMERICAN and not use.quoted and not _in_name(document.source, use):
            entry = handbook.entry[use.entry]
            spelled = british(entry, use.term)
            hint = f"the term is `{spelled.form if spelled else entry.preferred}`"
            yield Finding(
                use.location, f"`{use.text}` is the American spelling", hint, edits_of(document.source, entry, use)
            )


def _in_name(source: Source, use: TermUse) -> bool:
    start, end = source.offset(use.location.range.start), source.offset(use.location.range.end)
    return in_name(source.text, start, end)
