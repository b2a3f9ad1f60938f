"""No way leads to a finished page from the home page.

Pages that lead on by themselves, or that say to search engines that they are no page to find, need none.

Where a handbook has templates of its own it is a warning, since whoever wrote them may have meant it so.
"""

from __future__ import annotations

from handbook_build.diagnostics import Severity

CODE, NAME, SEVERITY = "HB432", "page-out-of-reach", Severity.ERROR
