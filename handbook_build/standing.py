"""Whether the site that is asked for stands already, and if not, what has changed since the last build."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from handbook_build import record
from handbook_build.environment import PRACTICE, SETTINGS, engine, public_address, require_handbook, today
from handbook_build.record import BUILD, Inputs, Places, Record
from handbook_build.remade import remade

if TYPE_CHECKING:
    from handbook_build.building import Published

# What says where a handbook is read from.
NAMING = (SETTINGS, PRACTICE)
NOTHING_ASKED: Mapping[str, bool] = {}


@dataclass(frozen=True)
class Wanted:
    """A build or a check that is asked for, with everything that it would be made from, and the last one, if any."""

    root: Path
    kind: str
    inputs: Inputs
    last: Record | None

    @property
    def output(self) -> str:
        return self.last.output if self.last else ""

    @property
    def failed(self) -> bool:
        return self.last is not None and self.last.failed

    @property
    def is_there(self) -> bool:
        """Whether it was done already, from the very same; and its site stands as it was left."""
        if self.last is None or self.last.inputs != self.inputs:
            return False
        if self.kind != BUILD:
            return True
        listing = record.listing_of(self.root, self.last)
        return listing is not None and listing.is_as_left(self.root / self.last.output)

    def said(self, form: str) -> str:
        return self.last.said.get(form, "") if self.last else ""

    def keep(self, said: Mapping[str, str], published: Published | None = None, *, failed: bool = False) -> None:
        """Keeps account of it, unless something changed meanwhile, or it ran what nobody can look into."""
        if not self.inputs.stayed(self.root) or (published is not None and not published.known):
            record.forget(self.root, self.kind)
            return
        if published is None:
            Record(self.inputs, said, failed).write(self.root, self.kind)
            return
        place = published.destination
        output = place.relative_to(self.root) if place.is_relative_to(self.root) else place
        Record(self.inputs, said, failed, output.as_posix()).write(
            self.root, self.kind, published.listing, published.units.parts
        )

    def explanation(self, published: Published | None) -> Iterator[str]:
        """What was made again and why, line by line; to be asked for before this build is kept."""
        if self.last is None:
            yield "There is no record of a build before this one."
            yield "None is kept of one that published nothing, or in which MkDocs had a part."
        else:
            reasons = list(self.inputs.changes_since(self.last.inputs)) or ["the site is not as the last build left it"]
            yield "What has changed since the last build:"
            yield from (f"  {reason}" for reason in reasons[:20])
            if len(reasons) > 20:
                yield f"  and {len(reasons) - 20} more"
        if published:
            before = record.parts_of_last(self.root) if self.last else {}
            same = self.last is None or self.last.inputs.program == self.inputs.program
            yield from remade(published.units.again, published.units.parts, before, same_program=same)
            yield "Lists, the index of search, and whatever rests on all pages are made in each build."
            of_all = f"Written: {published.written:,} of {len(published.files):,} files"
            yield f"{of_all}; the others have the bytes that they had."


def look(root: Path, environment: Mapping[str, str], kind: str, asked: Mapping[str, bool] = NOTHING_ASKED) -> Wanted:
    """What a build or a check would be made from now. `asked` are the options that say what is made.

    Raises faults.NoHandbook when there is no handbook.
    """
    require_handbook(root)
    last = record.last(root, kind)
    circumstances = {
        "the day": today(environment).isoformat(),
        "HANDBOOK_SITE_URL": public_address(environment),
        "the engine asked for": engine(environment),
        **{f"--{name}": "asked for" if wanted else "" for name, wanted in asked.items()},
    }
    if last is not None:
        inputs = Inputs.of(root, last.inputs.places, circumstances)
        if all(inputs.files.get(one) == last.inputs.files.get(one) for one in NAMING):
            return Wanted(root, kind, inputs, last)
    return Wanted(root, kind, Inputs.of(root, _places(root, environment), circumstances), last)


def _places(root: Path, environment: Mapping[str, str]) -> Places:
    # Imported here, since a build of what has not changed needs no parser.
    from handbook_build.assembly import places_of

    return places_of(root, environment)
