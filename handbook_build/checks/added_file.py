"""A file or folder in a finished site is no part of what was made.

`handbook verify` reports it. Hosts need some, such as `CNAME` or `.nojekyll`, and those may stay. Anything else was
left by an older copy, or put there by somebody: take it away.
"""

from __future__ import annotations

from handbook_build.diagnostics import Severity

CODE, NAME, SEVERITY, ASKED = "HB442", "added-file", Severity.WARNING, True
