"""A file that was made with a finished site is not there.

`handbook verify` reports it. Readers who follow a link to it find nothing. Some hosts leave out files whose names begin
with `_`, or have a limit on files. Copy the site over again, whole, from where it was made.
"""

from __future__ import annotations

from handbook_build.diagnostics import Severity

CODE, NAME, SEVERITY, ASKED = "HB441", "missing-file", Severity.ERROR, True
