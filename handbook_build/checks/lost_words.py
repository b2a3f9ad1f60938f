"""A word that an author wrote is missing in what is made of the page: on the web, on the sheet, in a copy, in the book.

Words are read from the source by a reader of its own, which knows only what is not shown: remarks, keys, targets of
links, ids, attributes and tags. Markdown takes a line such as `[Warning]: 112` for the address of a link, and shows it
nowhere; and a template of your own may leave out what ours has. What such a template leaves out of the title and the
summary is a warning.
"""

from __future__ import annotations

from handbook_build.diagnostics import Severity

CODE, NAME, SEVERITY = "HB195", "lost-words", Severity.ERROR
