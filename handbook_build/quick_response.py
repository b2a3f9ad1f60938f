"""The square that a telephone reads (QR code, ISO/IEC 18004). The one place that knows segno."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby

import segno


def square(content: str) -> tuple[int, str]:
    """The modules on a side, and an SVG of the square without its quiet zone, at error level M.

    Raises segno.DataOverflowError for more than about 2,300 letters.
    """
    size, path = outline(content)
    return size, f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {size} {size}'><path d='{path}'/></svg>"


# A sheet has the same square in all its forms, and for all practices.
@lru_cache(maxsize=256)
def outline(content: str) -> tuple[int, str]:
    """The modules on a side, and the dark ones as one path, so that no reader of PDF shows seams between them."""
    made = segno.make(content, error="m", micro=False, boost_error=False, encoding="utf-8")
    rows = tuple(made.matrix)
    return len(rows), "".join(run for at, row in enumerate(rows) for run in _runs(row, at))


def _runs(row: Sequence[int], at: int) -> Iterator[str]:
    start = 0
    for dark, run in groupby(row):
        length = len(list(run))
        if dark:
            yield f"M{start} {at}h{length}v1h-{length}z"
        start += length
