"""A compressed form (`.gz`, `.br`) or a ZIP of a finished site does not hold what it ought to.

`handbook verify` reports it. Servers send a compressed form in place of the file beside it, so readers would see other
words than the file has. A form that no build made is a fault too. Make and copy over the site again, whole.
"""

from __future__ import annotations

from handbook_build.diagnostics import Severity

CODE, NAME, SEVERITY, ASKED = "HB443", "unfit-form", Severity.ERROR, True
