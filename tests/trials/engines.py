"""The same handbook built by our own engine, by MkDocs and by Zensical.

Every file of the sites is compared: the same bytes, or pages that differ in nothing but what `tests/engines.py` lists.
Then each is built once more at another place, with another order of everything that a program keeps without order.
The short form takes two small handbooks, the long one all of them and our own.
"""

from __future__ import annotations

import os
import resource
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.engines import AUTO, DIFFERENCES, HANDBOOKS, MKDOCS, PROJECT, ZENSICAL, Comparison, Site, compared, finished
from tests.trials import Figure

OTHERS = (MKDOCS, ZENSICAL)
NAMES = {AUTO: "our own engine", MKDOCS: "MkDocs", ZENSICAL: "Zensical"}


def figures(long: bool) -> Iterator[Figure]:
    """What each engine made of each handbook."""
    roots = (
        [*HANDBOOKS, PROJECT] if long else [root for root in HANDBOOKS if root.name in ("three-editions", "unusual")]
    )
    done: dict[str, list[Comparison]] = {name: [] for name in OTHERS}
    costs: dict[str, float] = {}
    otherwise = 0
    with TemporaryDirectory(prefix="handbook-engines-") as folder:
        for root in roots:
            at = Path(folder) / root.name
            # Prints and cites; what the engines cost is told by the builds after it, of the last handbook.
            finished(root, at / "first", AUTO)
            sites: dict[str, Site] = {}
            for name in (AUTO, *OTHERS):
                before = _cost()
                sites[name] = finished(root, at / name, name, like=at / "first")
                costs[name] = _cost() - before
            for name in OTHERS:
                done[name].append(compared(sites[AUTO], sites[name], long=long))
            otherwise += _changed(sites[ZENSICAL], _elsewhere(root, at, ZENSICAL))
    for name in OTHERS:
        yield from _told(name, done[name])
    yield Figure(
        f"files that {NAMES[ZENSICAL]} makes otherwise at another place, with another hash seed",
        str(otherwise),
        "0",
        not otherwise,
    )
    seconds = ", ".join(f"{NAMES[name]} {costs[name]:.1f} s" for name in (AUTO, *OTHERS))
    yield Figure(
        f"CPU to build {'our own' if long else roots[-1].name}, but for printing and citing", seconds, "told", True
    )


def _told(name: str, done: Iterable[Comparison]) -> Iterator[Figure]:
    done = list(done)
    pages, files = sum(one.pages for one in done), sum(one.files for one in done)
    identical, unlisted = sum(one.identical for one in done), [text for one in done for text in one.unlisted]
    seen = sum((one.listed for one in done), Counter[str]())
    yield Figure(f"{NAMES[name]}: pages and files compared with ours", f"{pages:,} and {files:,}", "some", pages > 0)
    same = identical == pages
    yield Figure(
        f"{NAMES[name]}: pages of the same bytes",
        f"{identical:,}",
        "all" if name == MKDOCS else "told",
        same or name == ZENSICAL,
    )
    for one in DIFFERENCES if name == ZENSICAL else ():
        yield Figure(
            f"Zensical: pages with the listed difference `{one.name}`",
            f"{seen[one.name]:,}",
            "some",
            seen[one.name] > 0,
        )
    found = f"{len(unlisted)}: {unlisted[0]}" if unlisted else "0"
    yield Figure(f"{NAMES[name]}: differences that are not listed", found, "0", not unlisted)


def _elsewhere(root: Path, at: Path, name: str) -> Site:
    before = os.environ.get("PYTHONHASHSEED")
    os.environ["PYTHONHASHSEED"] = "7"
    try:
        return finished(root, at / "a longer way" / name, name, like=at / "first")
    finally:
        if before is None:
            del os.environ["PYTHONHASHSEED"]
        else:
            os.environ["PYTHONHASHSEED"] = before


def _changed(one: Site, other: Site) -> int:
    return sum(one.get(name) != other.get(name) for name in {*one, *other})


def _cost() -> float:
    """Seconds that all programs took that were started from here."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
