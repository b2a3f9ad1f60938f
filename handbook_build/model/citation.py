"""Citations in the words of CSL: an item with locator, prefix and suffix; a citation of items."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from handbook_build.locations import Location


class CitationMode(Enum):
    """How authors stand: `(Rogers, 1957)`, `Rogers (1957)` or `(1957)`."""

    PARENTHETICAL = "parenthetical"
    NARRATIVE = "narrative"


@dataclass(frozen=True, slots=True)
class CiteItem:
    """One work in a citation; `offset` is where its key stands in the source."""

    key: str
    prefix: str = ""
    label: str = ""
    locator: str = ""
    suffix: str = ""
    suppress_author: bool = False
    offset: int = field(default=-1, compare=False)


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation as it stands in the text. Two with the same words are equal, wherever they stand."""

    items: tuple[CiteItem, ...]
    mode: CitationMode = CitationMode.PARENTHETICAL
    raw: str = field(default="", compare=False)
    start: int = field(default=-1, compare=False)


@dataclass(frozen=True)
class Item:
    """A work, as CSL-JSON describes it."""

    id: str
    fields: Mapping[str, object]
    location: Location = field(compare=False)

    @property
    def type(self) -> str:
        return str(self.fields.get("type", ""))

    @property
    def title(self) -> str:
        return str(self.fields.get("title", ""))

    @property
    def custom(self) -> Mapping[str, object]:
        """What CSL has no field for: how the record was checked, and waivers."""
        custom = self.fields.get("custom")
        return custom if isinstance(custom, Mapping) else {}

    @property
    def year(self) -> str:
        issued = self.fields.get("issued")
        if isinstance(issued, Mapping):
            parts = issued.get("date-parts")
            if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0]:
                return str(parts[0][0])
            return str(issued.get("literal", ""))
        return ""
