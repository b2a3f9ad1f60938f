"""Who wrote a page: a person, or a body such as a team."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TITLES = frozenset(("Dr", "Dr.", "Prof", "Prof.", "Professor", "Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Mx", "Miss"))
# Words by which the name of a body is known.
_BODIES = frozenset(
    "association authors board body centre center charity college committee community council department editors "
    "editorial faculty foundation group institute network office organisation organization partnership practice "
    "programme project school service services society staff team trust union university".split()
)


@dataclass(frozen=True, slots=True)
class Author:
    """A person; or a body, which has its whole name in `family` and no given name."""

    family: str
    given: str = ""
    particle: str = ""
    suffix: str = ""

    @property
    def is_person(self) -> bool:
        return bool(self.given)

    @property
    def name(self) -> str:
        """As it is said: `Mia van Dyk`."""
        said = " ".join(part for part in (self.given, self.particle, self.family) if part)
        return f"{said}, {self.suffix}" if self.suffix else said

    @property
    def inverted(self) -> str:
        """As it is sorted, `van Dyk, Mia`; a body ends with a comma, so that no program divides its name."""
        surname = f"{self.particle} {self.family}".strip()
        return ", ".join(part for part in (surname, self.given, self.suffix) if part) if self.given else f"{surname},"

    @property
    def csl(self) -> dict[str, str]:
        if not self.is_person:
            return {"literal": self.family}
        parts = {"family": self.family, "given": self.given}
        more = {"non-dropping-particle": self.particle, "suffix": self.suffix}
        return parts | {name: value for name, value in more.items() if value}


def author_of(name: str) -> Author:
    """Who a name of the front matter's `authors` is.

    `Dyk, Mia van` and `van Dyk, Mia` are a person for certain, and what ends with a comma is a body for certain.
    Otherwise two to four words that begin with capitals are a person, unless one of them is a word for a body
    (team, charity) or an abbreviation (NHS), or the first one is "The".
    """
    words = " ".join(name.split())
    if words.endswith(","):
        return Author(words.rstrip(", "))
    family, *rest = (part.strip() for part in words.split(","))
    if rest and rest[0]:
        return _inverted(family, rest[0], ", ".join(rest[1:]))
    parts = words.rstrip(",").split()
    while len(parts) > 2 and parts[0] in _TITLES:
        del parts[0]
    if not _is_person(parts):
        return Author(words)
    at = next((at for at, part in enumerate(parts) if at and part[0].islower()), len(parts) - 1)
    return _inverted(" ".join(parts[at:]), " ".join(parts[:at]), "")


def _inverted(family: str, given: str, suffix: str) -> Author:
    """A person, whose particles may stand before the family name or after the given one."""
    before, after = re.match(r"((?:[^\W\d_A-Z]+ )+)(?=\S)", family), re.search(r"((?: [^\W\d_A-Z]+)+)$", given)
    particle = ""
    if before and before[1].islower():
        particle, family = before[1].strip(), family[before.end() :]
    elif after and after[1].islower():
        particle, given = after[1].strip(), given[: after.start()]
    return Author(family, given, particle, suffix)


def _is_person(parts: list[str]) -> bool:
    if not 2 <= len(parts) <= 4 or parts[0].casefold() == "the" or parts[-1][0].islower():
        return False
    if any(part.casefold() in _BODIES or not re.fullmatch(r"[^\W\d_][\w.'’-]*", part) for part in parts):
        return False
    # `NHS England` and `Mind UK`, but `JK Example`.
    if re.fullmatch("[A-Z]{2,4}", parts[-1]) or any(re.fullmatch("[A-Z]{3,}", part) for part in parts[:-1]):
        return False
    return all(part[0].isupper() or part in _PARTICLES for part in parts)


_PARTICLES = frozenset("af al d' da de del della den der di do dos du el la le ter van von zu zum".split())
