"""The sheets of one practice, and what there is to say of its details."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import astuple, dataclass, field, replace
from pathlib import Path

from handbook_build.assembly import of_practice
from handbook_build.cache import Cache, digest
from handbook_build.checks import Report, run_checks
from handbook_build.diagnostics import Finding
from handbook_build.locations import Location
from handbook_build.model.document import Flaw
from handbook_build.model.form import Form
from handbook_build.model.handbook import Handbook, Overflow
from handbook_build.model.source import Source
from handbook_build.pressing.base import Base
from handbook_build.printing.engine import Press
from handbook_build.printing.practice import given_out, unprintable_details
from handbook_build.printing.press_run import print_sheets
from handbook_build.printing.sheet import Foot, Sheet, sheet_data


@dataclass(frozen=True)
class Client:
    """A practice as its file tells of it: a handbook of nothing else. `name` is what findings call the file."""

    name: str
    handbook: Handbook

    def report(self, *more: Flaw) -> Report:
        """What is found in its file, and what printing told beside."""
        whole = run_checks(replace(self.handbook, flaws=(*self.handbook.flaws, *more)))
        return Report(
            tuple(one for one in whole.diagnostics if one.location.path == self.name),
            tuple(one for one in whole.waived if one.location.path == self.name),
        )

    @property
    def sources(self) -> Mapping[str, Source]:
        return self.handbook.sources

    @property
    def place(self) -> Location:
        """Where what concerns all of it is told."""
        return Location(self.name)


def read_client(path: Path, name: str, base: Base) -> Client:
    """The practice in a file. What is wrong with it stands in its report."""
    return Client(name, of_practice(path, name, base.handbook))


def client_key(client: Client, base: Base) -> str:
    """A name for all that the practice brings to a sheet: its details, its logo, and the numbers of its country."""
    practice = client.handbook.practice
    if practice is None:
        return digest("")
    probe = Sheet("", "", "", base.handbook.settings.language, None, Foot(""), [], audience=("client",))
    (shown,) = given_out([probe], client.handbook)
    # The same details in a file of another name are the same.
    details = astuple(replace(practice, location=Location(""), locations={}))
    return digest(json.dumps([details, sheet_data(shown)], default=str, sort_keys=True), client.handbook.logo)


@dataclass(frozen=True)
class Made:
    """A sheet in its forms; when it has a fault, no file and that fault."""

    files: Mapping[Form, bytes] = field(default_factory=dict)
    flaws: tuple[Flaw, ...] = ()


def make(press: Press, sheet: Sheet, forms: tuple[Form, ...], client: Client | None, cache: Cache) -> Made:
    """A sheet of `Base` in these forms, as the practice gives it out, or as it is."""
    given = given_out([sheet], client.handbook)[0] if client else sheet
    run = print_sheets([given], cache, forms, pictures=False, press=press)
    result = run.results.get(sheet.id)
    place = client.place if client else Location("")
    if result and result.problem:
        message = f"with these details the handout {sheet.id} cannot be printed: {result.problem}"
        return Made(flaws=(Flaw("unprintable-practice", Finding(place, message, result.hint)),))
    if result and result.overflows:
        return Made(flaws=(_no_room(place, sheet, result.overflows),))
    return Made({form: run.files[sheet.id, form] for form in forms if (sheet.id, form) in run.files})


def of_details(press: Press, client: Client) -> list[Flaw]:
    """What only the press can tell of the details."""
    return unprintable_details(press, client.handbook)


def _no_room(place: Location, sheet: Sheet, overflows: tuple[Overflow, ...]) -> Flaw:
    whole = f"the handout {sheet.id}"
    what = f"the section “{overflows[0].part}” of {whole}" if sheet.by_section else whole
    sides = "its one side" if sheet.by_section or sheet.limit == 1 else f"its {sheet.limit} sides"
    by = " and ".join(f"{one.millimetres} mm in {sheet.id}.{one.form}" for one in overflows)
    message = f"with these details {what} is too long for {sides}, by {by}"
    return Flaw("no-room-for-practice", Finding(place, message, "shorten the name, the address or the hours"))
