"""The marks that version control leaves in a file when two branches changed the same lines."""

from __future__ import annotations

import re

# Seven equals signs alone may underline a heading.
_MARK = re.compile(r"^(?:<{7}|>{7})(?: |$)", re.MULTILINE)
MERGE = "keep what is right of both branches, and take out the lines that begin with <<<<<<<, ======= and >>>>>>>"


def conflict_in(text: str) -> int | None:
    """Where the first mark of a merge conflict stands; None when there is none."""
    mark = _MARK.search(text)
    return mark.start() if mark else None
