"""Whether the site that is asked for stands already, and if not, what has changed since the last build."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from handbook_build import record
from handbook_build.environment import public_address, today
from handbook_build.record import Inputs, Places, Record
from handbook_build.staging import Listing

if TYPE_CHECKING:
    from handbook_build.building import Published

# What says where a handbook is read from.
NAMING = ("mkdocs.yml", "practice.toml")


@dataclass(frozen=True)
class Wanted:
    """A build that is asked for, with everything that it would be made from, and the last one, where there is one."""

    root: Path
    asked: Mapping[str, bool]
    environment: Mapping[str, str]
    inputs: Inputs
    last: Record | None

    @property
    def output(self) -> str:
        return self.last.output if self.last else ""

    @property
    def is_there(self) -> bool:
        """Whether the site stands as the last build left it, made from the very same."""
        if self.last is None or self.last.inputs != self.inputs:
            return False
        listing = record.listing_of_last(self.root)
        return listing is not None and listing.is_as_left(self.root / self.last.output)

    def said(self, form: str) -> str:
        return self.last.said.get(form, "") if self.last else ""

    def keep(self, published: Published, said: Mapping[str, str], closing: str) -> None:
        """Keeps account of the build, unless something changed while it ran, or it ran what nobody can look into."""
        now = Inputs.of(self.root, self.inputs.places, self.inputs.circumstances)
        if now != self.inputs or not published.known:
            record.forget(self.root)
            return
        try:
            listing = Listing.of(published.destination, published.files)
        except OSError:
            return
        output = published.destination.relative_to(self.root).as_posix()
        Record(self.inputs, output, {**said, "closing": closing}, {}).write(self.root, listing)

    def explanation(self, published: Published | None) -> Iterator[str]:
        """What was made again and why, line by line."""
        if self.last is None:
            yield "Everything was made: there is no record of a build before this one."
        else:
            reasons = list(self.inputs.changes_since(self.last.inputs)) or ["the site is not as the last build left it"]
            yield "What has changed since the last build:"
            yield from (f"  {reason}" for reason in reasons[:20])
            if len(reasons) > 20:
                yield f"  and {len(reasons) - 20} more"
        if published:
            of_all = f"{published.written:,} of {len(published.files):,} files were written"
            yield f"{of_all}; the others have the bytes that they had."


def look(root: Path, environment: Mapping[str, str], asked: Mapping[str, bool]) -> Wanted:
    """What a build would be made from now. Raises faults.NoHandbook when there is no handbook."""
    last = record.last(root)
    circumstances = {
        "the day": today(environment).isoformat(),
        "HANDBOOK_SITE_URL": public_address(environment),
        **{f"--{name}": "asked for" if wanted else "" for name, wanted in asked.items()},
    }
    if last is not None:
        inputs = Inputs.of(root, last.inputs.places, circumstances)
        if all(inputs.files.get(one) == last.inputs.files.get(one) for one in NAMING):
            return Wanted(root, asked, environment, inputs, last)
    return Wanted(root, asked, environment, Inputs.of(root, _places(root, environment), circumstances), last)


def _places(root: Path, environment: Mapping[str, str]) -> Places:
    # Imported here, since a build of what has not changed needs no parser.
    from handbook_build.assembly import places_of

    return places_of(root, environment)
