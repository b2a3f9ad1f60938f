"""Pages that are made from data: each a value that any site engine can deliver."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

from handbook_build.citing.bibliography import Bibliography
from handbook_build.model.handbook import (
    A_TO_Z,
    ACCESSIBILITY,
    CHANGES,
    CHECK_A_SHEET,
    CONCEPT_MAP,
    GLOSSARY,
    HANDOUTS,
    LEAVING,
    OFFLINE,
    OUTCOMES,
    PACK,
    PRIVACY,
    REFERENCES,
    THIS_COPY,
    Handbook,
)
from handbook_build.model.passport import Account
from handbook_build.web.generated import (
    a_to_z,
    accessibility,
    changes,
    check_a_sheet,
    concept_map,
    glossary,
    handouts,
    leaving,
    offline,
    outcomes,
    pack,
    privacy,
    references,
    this_copy,
)
from handbook_build.web.generated.page import GeneratedPage


@dataclass
class GeneratedPages(Mapping[str, GeneratedPage]):
    """By path, in the order in which readers meet them; each is made when it is asked for, once.

    `exports` are the addresses of the data beside them, `files` those of the sheets. `left_out` are paths at which
    there is another page, or none. The `account` is what the build says of itself.
    """

    handbook: Handbook
    bibliography: Bibliography
    exports: Collection[str] = ()
    files: Collection[str] = ()
    left_out: Collection[str] = ()
    account: Account | None = None
    _made: dict[str, GeneratedPage] = field(default_factory=dict)

    def __getitem__(self, path: str) -> GeneratedPage:
        if path not in self._made:
            self._made[path] = self._makers[path]()
        return self._made[path]

    def let_go(self, path: str) -> None:
        """Drops the words of a page that is written; what the page is stays known."""
        self._made[path] = replace(self[path], body=())

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)

    @property
    def _ours(self) -> bool:
        """Whether what pages claim of our templates is true here: else these are left out, though nobody wrote them."""
        return not any(path in self.left_out and path in self.handbook.generated for path in (ACCESSIBILITY, PRIVACY))

    @cached_property
    def _makers(self) -> Mapping[str, Callable[[], GeneratedPage]]:
        known = self.handbook, self.bibliography
        every = {
            HANDOUTS: partial(handouts.page, *known, self.files),
            PACK: partial(pack.page, *known, self.files),
            GLOSSARY: partial(glossary.page, *known, self.exports),
            CONCEPT_MAP: partial(concept_map.page, *known),
            REFERENCES: partial(references.page, *known, self.exports),
            OUTCOMES: partial(outcomes.page, *known, self.exports),
            A_TO_Z: partial(a_to_z.page, *known),
            CHANGES: partial(changes.page, *known, self.exports),
            CHECK_A_SHEET: partial(check_a_sheet.page, *known, self.exports),
            LEAVING: partial(leaving.page, *known),
            PRIVACY: partial(privacy.page, *known),
            ACCESSIBILITY: partial(accessibility.page, *known, self.exports),
            OFFLINE: partial(offline.page, *known, self.exports),
            THIS_COPY: partial(this_copy.page, *known, self.account, ours=self._ours),
        }
        return {
            path: make for path, make in every.items() if path in self.handbook.generated and path not in self.left_out
        }
