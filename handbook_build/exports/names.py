"""The names (IRIs) under which the data speaks of the handbook's things.

They are addresses on the site, so that whoever follows one finds the thing. A handbook without a
public address has names all the same, which lead nowhere: `urn:uuid:` with a UUID made of its title,
so that the data of two such handbooks can be put together without a mix-up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit
from uuid import NAMESPACE_URL, uuid5

from handbook_build.exports.graph import Iri
from handbook_build.linking.addresses import page_address
from handbook_build.model.handbook import GLOSSARY, REFERENCES, Handbook

TERMS, VOCABULARY = "data/terms.ttl", "data/vocabulary.ttl"

# All that may stand in an address beside letters and digits; the rest is written with per cent signs.
_ALLOWED = "!#$%&'()*+,/:;=?@[]~"
_PLAIN = re.compile("[A-Za-z0-9_ -]+")


@dataclass(frozen=True)
class Names:
    """The beginnings of all names in a handbook's termbase."""

    scheme: Iri
    concepts: str
    works: str
    vocabulary: str
    forms: str
    differences: str
    order: Iri

    def concept(self, name: str) -> Iri:
        """The concept with this id: the address of its entry in the glossary."""
        return Iri(self.concepts + segment(name))

    def work(self, key: str) -> Iri:
        """The work with this key: the address of its line in the list of references."""
        return Iri(self.works + segment(key))

    def own(self, local: str) -> Iri:
        """A name of the handbook's own vocabulary."""
        return Iri(self.vocabulary + local)

    def form(self, name: str, form: str) -> str:
        """A label of a concept; other labels may be added without changing it."""
        return f"{self.forms}{segment(name)}.{segment(form)}"

    def difference(self, name: str, target: str) -> str:
        """What a concept says of how it differs from another."""
        return f"{self.differences}{segment(name)}.{segment(target)}"


def segment(text: str) -> str:
    """A text as one part of a name: without dots, which stand between parts."""
    if _PLAIN.fullmatch(text):
        return text.replace(" ", "%20")
    return quote(text, safe="").replace(".", "%2E")


def names_of(handbook: Handbook) -> Names:
    glossary, references = page_address(GLOSSARY), page_address(REFERENCES)
    return Names(
        scheme=Iri(_name(handbook, glossary)),
        concepts=_name(handbook, f"{glossary}#term-"),
        works=_name(handbook, f"{references}#ref-"),
        vocabulary=_name(handbook, f"{VOCABULARY}#"),
        forms=_name(handbook, f"{TERMS}#form."),
        differences=_name(handbook, f"{TERMS}#difference."),
        order=Iri(_name(handbook, f"{TERMS}#order")),
    )


def web_address(text: str) -> Iri | None:
    """A name for what has a full address on the web."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    return Iri(quote(text, safe=_ALLOWED)) if parts.scheme in ("http", "https") and parts.netloc else None


def _name(handbook: Handbook, address: str) -> str:
    if base := web_address(handbook.settings.address):
        return f"{base.rstrip('/')}/{address}"
    # A name has one `#`, and this one has it here.
    place = address.replace("/#", "/").replace("#", "/")
    return f"urn:uuid:{uuid5(NAMESPACE_URL, handbook.settings.title)}#{place}"
