"""An id stands twice on a finished page.

A link to it leads to the first of the two, and a screen reader may name one by the other.

Where a handbook has templates of its own it is a warning, since whoever wrote them may have meant it so.
"""

from __future__ import annotations

from handbook_build.diagnostics import Severity

CODE, NAME, SEVERITY = "HB431", "repeated-id", Severity.ERROR
