"""What each written page is made from, part by part, with a digest of each part.

A page is made again when any of these is another, and only then. So everything stands here that shows on it: that
nothing is missing is tried by edits at random, after which a build must be the same as a first one
(tests/test_cached_builds.py). The names of the parts are told to authors.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote, urldefrag

from handbook_build.cache import digest
from handbook_build.linking.addresses import page_address
from handbook_build.linking.works import resting_keys, stated_claims
from handbook_build.model.document import Document
from handbook_build.terminology.linking import link_text
from handbook_build.terminology.matcher import Matcher, matcher_of
from handbook_build.web.linked_terms import linked_terms
from handbook_build.web.remembering import errata_now
from handbook_build.web.site import Website


@dataclass(frozen=True)
class PageParts:
    """Of one website; `shown` is what the engine shows on every page, as a text."""

    website: Website
    shown: str

    def of(self, document: Document) -> Mapping[str, str]:
        """The parts of a page or handout. Nothing for one that has to be made each time: with no name for its own
        words, or with a list of what once stood on it, which rests on all pages.
        """
        once = self.website.library.archive.once_on if self.website.handbook.ledger.editions else {}
        if not document.mark or once.get(page_address(document.path)):
            return {}
        return {**self._around, **dict(self._own(document))}

    @cached_property
    def _around(self) -> Mapping[str, str]:
        """What all pages share."""
        website, handbook = self.website, self.website.handbook
        # A word of the termbase matters to the pages that lead to it.
        there = (one for one in handbook.targets.values() if one.kind != "term")
        targets = [(one.id, one.kind, one.page, one.title, one.number) for one in there]
        titles = [(one.path, one.front.title) for one in handbook.documents]
        return {
            "the settings": digest(repr(handbook.settings)),
            "what every page shows": digest(self.shown),
            "titles, numbers or addresses": digest(repr((targets, titles, handbook.generated))),
            "corrections of editions": digest(repr(errata_now(website.library))),
            "the files of data": digest(repr(sorted(website.exports))),
        }

    def _own(self, document: Document) -> Iterator[tuple[str, str]]:
        website, handbook = self.website, self.website.handbook
        yield "its own words", document.mark
        facts = json.dumps(website.facts(document.path), default=repr)
        yield "what is told beside its words", digest(facts)
        for name in linked_terms(node for _, node in document.nodes()):
            yield f"the definition of {name}", digest(repr(self._definition(name)))
        yield "the words that it leads to", digest(repr(list(self._led_to(document))))
        cited = [website.bibliography.citation(one.citation) for one in document.citations]
        yield "how its works are cited", digest(repr(cited))
        for key in website.bibliography.ordered(resting_keys(handbook, document)):
            language = handbook.item[key].fields.get("language")
            yield f"the work {key}", digest(repr((website.bibliography.reference(key), language)))
        for name in stated_claims(document):
            yield f"the statement {name}", digest(repr(self._statement(name)))
        yield "how its parts are cited", digest(*self._forms(document))

    def _led_to(self, document: Document) -> Iterator[tuple[str, str]]:
        """The words of the termbase to which an author wrote links, with their titles."""
        for one in document.elements:
            if one.tag == "a" and "#term-" in one.get("href"):
                name = unquote(urldefrag(one.get("href")).fragment)
                target = self.website.handbook.targets.get(name)
                yield name, target.title if target else ""

    def _definition(self, name: str) -> object:
        """An entry as pages show it: its definitions with the links to other terms."""
        entry = self.website.handbook.entry.get(name)
        if entry is None:
            return ()
        linked = [link_text(one, self._matcher, name) for one in (entry.definition, entry.plain_definition)]
        return entry.preferred, linked

    def _statement(self, name: str) -> object:
        """A claim as pages show it, wherever it stands in its file."""
        claim = self.website.handbook.claim.get(name)
        if claim is None:
            return ()
        shown = self.website.bibliography.citation(claim.citation)
        return claim.statement, claim.strength, claim.source_keys, shown

    @cached_property
    def _matcher(self) -> Matcher:
        return matcher_of(self.website.handbook.entries)

    def _forms(self, document: Document) -> Iterator[str]:
        citing = self.website.citing
        shown = (block.text_option("part") for block in document.blocks if block.name == "cited")
        for name in (document.id, *(section.id for section in document.sections), *shown):
            forms = citing.parts.get(name) if citing else None
            yield forms.mark if forms else ""
        if citing and document.front.kind == "home":
            yield citing.book.mark
