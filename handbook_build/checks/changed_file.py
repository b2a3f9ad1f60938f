"""A file of a finished site is not the one that was made: its bytes are others than its passport says.

`handbook verify` reports it. Something went wrong on the way to where the site lies now, or somebody changed it: a host
that puts scripts into pages or makes pictures smaller does so too. Copy the site over again, whole, from where it was
made, and switch off what changes files. If it was changed again, ask who can write there.
"""

from __future__ import annotations

from handbook_build.diagnostics import Severity

CODE, NAME, SEVERITY, ASKED = "HB440", "changed-file", Severity.ERROR, True
