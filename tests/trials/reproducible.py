"""The same bytes on another day, in another folder, by another user.

Handbooks are built once as usual, and then in other surroundings: the clock, the folder and the way to it, the locale,
the time zone, the seed of hashes, the user, the order in which a disk lists files, the cores, modes and times of files,
what was kept from earlier builds; and other versions of Python, which `TRY_PYTHONS` names by their paths. Every file is
compared. In the short form all surroundings that go together come at once, for the small handbooks of the tests; in the
long form each comes alone, for our own as it is published.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.trials import Figure
from tests.trials._surroundings import (
    ABSENT,
    PROJECT,
    USUAL,
    Surroundings,
    at,
    build,
    clock,
    every,
    first_difference,
    lay,
    tree,
)

HANDBOOKS = PROJECT / "tests" / "handbooks"
PUBLISHED = ("--release", "--folder", "--precompress")


def figures(long: bool) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory(prefix="reproducible-") as folder:
        where = Path(folder)
        where.chmod(0o755)
        surroundings = every(where / "locales")
        if long:
            ours = _own(where / "own")
            yield _elsewhere(ours, where / "ours", [[one] for one in surroundings], PUBLISHED)
            yield _kept(ours, where / "kept", PUBLISHED)
            yield from _days(ours, where / "days", PUBLISHED)
            return
        groups = _together(surroundings)
        for handbook in sorted(path for path in HANDBOOKS.iterdir() if path.is_dir()):
            # The others have nothing that this one has not, but for odd names.
            tried = groups if handbook.name == "three-editions" else groups[:2]
            yield _elsewhere(handbook, where / handbook.name, tried, ())
        clinic = HANDBOOKS / "clinic"
        yield _kept(clinic, where / "kept", ("--folder", "--precompress"))
        yield from _days(clinic, where / "days", ())


def _own(where: Path) -> Path:
    """Our own handbook, without what lies around it in a checkout."""
    for name in ("content", "overrides"):
        shutil.copytree(PROJECT / name, where / name)
    shutil.copy(PROJECT / "mkdocs.yml", where)
    return where


def _together(surroundings: Sequence[Surroundings]) -> list[list[Surroundings]]:
    """As few as have each of them: what would take each other's place comes in one after the other."""
    groups: list[list[Surroundings]] = []
    for one in surroundings:
        for group in groups:
            if not any(_at_odds(one, other) for other in group):
                group.append(one)
                break
        else:
            groups.append([one])
    return groups


def _at_odds(one: Surroundings, other: Surroundings) -> bool:
    same = one.variables.keys() & other.variables.keys()
    return (
        any(one.variables[name] != other.variables[name] for name in same)
        or (one.folder != USUAL.folder and other.folder != USUAL.folder)
        or (one.named is not USUAL.named and other.named is not USUAL.named)
        or (one.umask != USUAL.umask and other.umask != USUAL.umask)
        or (one.interpreter != USUAL.interpreter and other.interpreter != USUAL.interpreter)
    )


def _elsewhere(handbook: Path, where: Path, groups: Sequence[Sequence[Surroundings]], options: Sequence[str]) -> Figure:
    """The handbook built once for each group of surroundings, in all of which it is at once."""
    base, told = _site(handbook, where / "usual", USUAL, options)
    expected = tree(base)
    wrong: list[str] = []
    for number, group in enumerate(groups):
        one = group[0].also(*group[1:])
        site, said = _site(handbook, where / str(number), one, options)
        if said != told:
            wrong.append(f"{one.name}: the findings are others")
        wrong += [f"{one.name}: {difference}" for difference in _differences(base, site, expected)]
        shutil.rmtree(where / str(number))
    names = [one.name for group in groups for one in group]
    still = "" if clock() else "; the clock as it is, since there is no libfaketime"
    tried = f"{len(names)} other surroundings, in {len(groups)} builds ({', '.join(names)}{still})"
    return _figure(f"`{handbook.name}`: files that are the same in {tried}", expected, wrong)


def _kept(handbook: Path, where: Path, options: Sequence[str]) -> Figure:
    """What was kept from builds of other words changes nothing."""
    base, _ = _site(handbook, where / "usual", USUAL, options)
    root = lay(handbook, where / "edited", USUAL)
    page = root / "content" / "index.md"
    before = page.read_bytes()
    for words in (before + b"\nOne sentence more.\n", before, before + b"\nAnother one.\n", before):
        page.write_bytes(words)
        _must_work(build(root, USUAL, *options))
    wrong = _differences(base, root / "site", tree(base))
    return _figure(f"`{handbook.name}`: files that are the same after four builds in one folder", tree(base), wrong)


def _days(handbook: Path, where: Path, options: Sequence[str]) -> Iterator[Figure]:
    """Without SOURCE_DATE_EPOCH the day is that of the clock, and shows where a review is overdue alone."""
    if not clock():
        return
    days = ("2026-11-22", "2026-11-23", "2037-11-22")
    untold = Surroundings("the day is not told", {"SOURCE_DATE_EPOCH": ABSENT})
    first, second, last = (untold.also(at(f"@{day} 12:00:00", day)) for day in days)
    base, _ = _site(handbook, where / "first", first, options)
    expected = tree(base)
    site, _ = _site(handbook, where / "second", second, options)
    wrong = _differences(base, site, expected)
    yield _figure(f"`{handbook.name}`: files that are the same a day later without SOURCE_DATE_EPOCH", expected, wrong)
    site, _ = _site(handbook, where / "last", last, options)
    other = {name for name in expected if tree(site).get(name) != expected[name]}
    # A page says that its review is overdue, and the page about this copy which findings there were.
    says = re.compile(b"had not been done on|review-overdue")
    dated = {name for name in other if name.endswith("index.html") and not says.search((site / name).read_bytes())}
    yield Figure(
        f"`{handbook.name}`: pages that are others when every review is overdue, and do not say so",
        f"{len(dated)} of {len(other)} files that differ",
        "0",
        not dated,
    )


def _site(handbook: Path, where: Path, chosen: Surroundings, options: Sequence[str]) -> tuple[Path, object]:
    """The site of a handbook that is built in these surroundings, and the findings."""
    root = lay(handbook, where, chosen)
    result = build(root, chosen, *options, "--format", "json")
    _must_work(result)
    return root / "site", json.loads(result.stdout)


def _must_work(result: subprocess.CompletedProcess[str]) -> None:
    assert result.returncode == 0, result.stdout + result.stderr


def _differences(base: Path, site: Path, expected: dict[str, str]) -> list[str]:
    """Each file that is not the same, and how it differs."""
    found = tree(site)
    names = sorted(name for name in {*expected, *found} if expected.get(name) != found.get(name))
    return [f"{name}: {first_difference(base / name, site / name)}" for name in names]


def _figure(what: str, expected: dict[str, str], wrong: Sequence[str]) -> Figure:
    same = max(len(expected) - len(wrong), 0)
    told = "; ".join(wrong[:5])
    return Figure(
        what, f"{same:,} of {len(expected):,}{f': {told}' if wrong else ''}", "all", not wrong and bool(expected)
    )
