"""A finished page has no title, or not exactly one main heading.

Tabs, histories and search engines call a page by its title, and who listens to a page finds its beginning by the
heading.

Where a handbook has templates of its own it is a warning, since whoever wrote them may have meant it so.
"""

from __future__ import annotations

from handbook_build.diagnostics import Severity

CODE, NAME, SEVERITY = "HB433", "page-without-heading", Severity.ERROR
