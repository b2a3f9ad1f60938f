"""Texts that nobody would write, made by a program that looks for faults.

Each target of `tests/fuzzing/` (pages, data files, citations, works, sheets, terms) is tried from its seeds and from
what once broke it, with some hundred texts or, in the long form, for ten minutes. A fault is told, and written to a
file, as short as it can be.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.fuzzing.running import HAS_ONE, LACKING, can_run, run
from tests.fuzzing.smallest import fault_of
from tests.fuzzing.targets import Target, names, target_of
from tests.trials import Figure

# The long form's seconds for each target; the short one's texts, and how long it may take for them.
LONG, TEXTS, PATIENCE = 600, 300, 60


def figures(long: bool) -> Iterator[Figure]:
    targets = [target_of(name) for name in names()]
    yield from map(_replayed, targets)
    if not can_run():
        # Elsewhere there is none to be had.
        yield Figure("texts made by the fuzzer", f"not tried: {LACKING}", "no fault", not HAS_ONE)
        return
    folder = Path(tempfile.mkdtemp(prefix="faults-"))
    for target in targets:
        # The short form tries the same texts each time, so that it does not fail by chance.
        how = {"seconds": LONG} if long else {"seconds": PATIENCE, "runs": TEXTS, "seed": 1}
        done = run(target.name, folder, **how)
        found = f"{done.tried:,} texts, {done.reached:,} places in the code; "
        # The text as well, for whoever has nothing but what was printed.
        found += f"{done.why}: {done.fault}: {done.fault.read_text(encoding='utf-8')!r}" if done.fault else "no fault"
        # So slow a machine that nothing was tried shows nothing.
        yield Figure(target.about, found, "no fault", done.fault is None and done.tried > 0)
    if not any(folder.iterdir()):
        folder.rmdir()


def _replayed(target: Target) -> Figure:
    """What once broke it, and what it begins with."""
    paths = [*target.seeds, *target.found]
    broken = [path.name for path in paths if fault_of(target, path.read_bytes().decode("utf-8", "replace"))]
    found = f"{len(paths)} tried, {len(target.found)} of them faults once; {', '.join(broken) or 'none'} broke anything"
    return Figure(f"{target.name}: texts that are kept", found, "none", not broken)
