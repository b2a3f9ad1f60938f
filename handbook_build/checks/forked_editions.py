"""Two editions follow the same one: two branches were both released.

Nothing of either is lost. Put the later one behind the other with `handbook ids reorder`: only what it says that it
follows is written anew, and the codes of the sheets of both stay. Then `handbook ids` lists what became of ids
that the one knew and the other did not.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB411", "forked-editions", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    yield from handbook.found(NAME)
