"""The passport of a finished site is damaged, or says other things than the site or the handbook.

`handbook verify` reports it: `build.json` cannot be read, it counts pages or words that the files do not hold, or the
site has other words of an edition than `content/editions/`. Where all files are those that were made, the passport
itself was changed. Copy the site over again, whole; an edition is never changed, so find out which of the two was.
"""

from __future__ import annotations

from handbook_build.diagnostics import Severity

CODE, NAME, SEVERITY, ASKED = "HB444", "unlike-passport", Severity.ERROR, True
