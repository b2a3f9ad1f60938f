"""A page of the navigation was not written, or a finished page lists pages in another order than `nav`.

Readers go by these lists. A template of your own takes its lists from `nav`, or leaves them out.

Where a handbook has templates of its own it is a warning, since whoever wrote them may have meant it so.
"""

from __future__ import annotations

from handbook_build.diagnostics import Severity

CODE, NAME, SEVERITY = "HB434", "navigation-order", Severity.ERROR
