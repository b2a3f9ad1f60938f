"""A link of the finished site leads to a file or place that is not there.

The source may be right and a template, a plugin or an engine wrong: every file of the site is looked at before it is
published, whoever made it. With a page of the handbook the finding names its source, else the file of the site.
"""

from __future__ import annotations

from handbook_build.diagnostics import Severity

CODE, NAME, SEVERITY = "HB430", "dead-link", Severity.ERROR
