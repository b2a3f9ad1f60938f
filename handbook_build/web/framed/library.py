"""What the makers of framed pages share: the handbook, its citations in print, and the ledger beside both."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from handbook_build.citing.bibliography import Bibliography
from handbook_build.citing.forms import Citing
from handbook_build.editions.archive import NOW, Archive, archive_of
from handbook_build.editions.now import linked_title, parts_of
from handbook_build.editions.words import Speech
from handbook_build.linking.addresses import public_address
from handbook_build.model.edition import Edition, Part
from handbook_build.model.handbook import Handbook
from handbook_build.model.nodes import Element, text_of
from handbook_build.web.policy import policy_element
from handbook_build.web.previews import Previews


@dataclass(frozen=True)
class Library:
    """Made once for a website; its archive says citations as the pages do."""

    handbook: Handbook
    bibliography: Bibliography
    citing: Citing | None = None
    previews: Previews | None = None

    @cached_property
    def archive(self) -> Archive:
        speech = Speech(
            lambda citation: text_of(self.bibliography.citation(citation)),
            lambda address: linked_title(self.handbook, address),
        )
        return archive_of(self.handbook, parts_of(self.handbook, speech))

    @cached_property
    def policy(self) -> Element:
        """What every page without a theme may load: the same for all, and told by the nodes of all documents."""
        return policy_element(self.handbook)

    def canonical(self, address: str) -> str:
        """The full address where the public one is known, else nothing."""
        return public_address(self.handbook, address) if self.handbook.settings.address else ""

    def title_of(self, name: str) -> str:
        """The title of what an id stands for, or stood for last."""
        archive = self.archive
        return full_title(archive.now[name] if name in archive.now else archive.ledger.last_seen[name][1])

    def can_be_left(self, name: str) -> bool:
        """Whether the page on which an id stands now can be left at once, so that pages about it can be too.

        Of what is gone, whether the page it last stood on can be.
        """
        seen = self.archive.ledger.last_seen
        for one in (name, seen[name][1].page) if name in seen else (name,):
            if (target := self.handbook.targets.get(one)) and (page := self.handbook.by_path.get(target.page)):
                return page.can_be_left
        return False

    def edition_words(self, name: str) -> str:
        """`edition 2026.2`, or what comes after the last one."""
        latest = self.handbook.ledger.latest
        return f"edition {name}" if name != NOW or latest is None else f"the draft after {latest.name}"


def full_title(part: Part) -> str:
    """The title by which a part is found again: with its number, where it has one."""
    return f"{part.number} {part.title}".strip()


def frozen_address(edition: Edition, name: str) -> str:
    """`e/2026.1/s/good-endings/`: the words as they stood."""
    return f"e/{edition.name}/s/{name}/"
