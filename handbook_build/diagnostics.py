"""Findings as data: what is, what to do, and where. Printing them is a reporter's job."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from handbook_build.locations import Location


class Severity(Enum):
    """How much a finding weighs. Only errors keep a build from being published."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Edit:
    """That the text of a range becomes another; an empty range is a place to insert. (LSP: TextEdit.)"""

    location: Location
    new_text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found, before it carries the check's code.

    `edits` mend it without a person's judgement; where that is needed there are none.
    """

    location: Location
    message: str
    hint: str = ""
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding with the code, name and weight of the check that made it."""

    code: str
    name: str
    severity: Severity
    location: Location
    message: str
    hint: str = ""
    edits: tuple[Edit, ...] = ()

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        start = self.location.range.start
        return (self.location.path, start.line, start.column, self.code, self.message)
