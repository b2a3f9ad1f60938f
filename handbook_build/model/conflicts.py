"""The marks that version control leaves in a file when two branches changed the same lines."""

from __future__ import annotations

import re

# Seven equals signs alone may underline a heading.
_MARK = re.compile(r"^(?:<{7}|>{7})(?: |$)", re.MULTILINE)
CONFLICT = "this holds the marks of a merge conflict"
MERGE = "keep what is right of both branches, and take out the lines that begin with <<<<<<<, ======= and >>>>>>>"


def conflict_in(text: str, start: int = 0) -> int | None:
    """Where the first mark of a merge conflict from `start` on stands; None when there is none."""
    # Most texts have none, and looking for the words is done at once.
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return None
    mark = _MARK.search(text, start)
    return mark.start() if mark else None
