"""Whether all forms of a record say the same of it.

Each form is read back from its own text, in its own words, and held against the record. Where one of them lost
or changed something, a reader who imports it would cite another work than one who copies the reference.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache

from handbook_build.cache import NOTHING_KEPT, Cache, digest
from handbook_build.citing.cff import citation_cff
from handbook_build.citing.forms import Citing, Forms
from handbook_build.citing.record import Record
from handbook_build.faults import MachineFault
from handbook_build.interchange.bibtex_reading import read_bibtex
from handbook_build.interchange.csl import date_parts, family, part, people, plain, text
from handbook_build.interchange.incoming import Entry
from handbook_build.interchange.ris_reading import read_ris
from handbook_build.program import mark
from handbook_build.web.identity import Identity, cite_address, identity_of

# How many records are read back at once, and of how many digits the name of one is that was found to agree.
_AT_ONCE, _NAME = 200, 32


@dataclass(frozen=True)
class Said:
    """What one form says. Authors are written `Family, Given` or as the name of a body."""

    title: str
    authors: tuple[str, ...]
    year: str
    container: str
    edition: str
    link: str


def said_of(record: Record) -> Said:
    """What every form has to say."""
    authors = tuple(author.inverted.removesuffix(",") for author in record.authors)
    container = "" if record.kind == "book" else record.container
    return _said(record.title, authors, record.year, container, record.edition_label, record.url)


def said_by_tags(meta: Sequence[tuple[str, str]]) -> Said:
    """What Highwire's and Zotero's tags say."""
    told = dict(reversed(meta))
    authors = tuple(content.removesuffix(",") for name, content in meta if name == "citation_author")
    return _said(
        told.get("citation_title", ""),
        authors,
        told.get("citation_publication_date", "").partition("/")[0],
        told.get("citation_inbook_title", ""),
        told.get("z.edition", ""),
        told.get("citation_public_url", ""),
    )


def said_by_json_ld(written: str) -> Said:
    """What the data for search engines says; the edition is that of the book around the part."""
    data = json.loads(written)
    book = data
    while "isPartOf" in book:
        book = book["isPartOf"]
    authors = tuple(_schema_name(author) for author in data.get("author", ()))
    container = "" if book is data else str(book.get("name", ""))
    year = str(data.get("datePublished", "")).partition("-")[0]
    return _said(
        str(data.get("name", "")), authors, year, container, str(book.get("bookEdition", "")), str(data.get("url", ""))
    )


def said_by_work(work: Mapping[str, object]) -> Said:
    """What a work in CSL-JSON says."""
    return _said(
        text(work, "title"),
        tuple(_csl_name(person) for person in people(work, "author")),
        "".join(str(year) for year in date_parts(work, "issued")[:1]),
        text(work, "container-title"),
        text(work, "edition"),
        text(work, "URL"),
    )


def said_by_cff(written: str) -> Said:
    """What `CITATION.cff` says in the part that we write, with one value to a line and the authors first."""
    told: dict[str, str] = {}
    authors: list[dict[str, str]] = []
    block = written.partition("\npreferred-citation:\n")[2]
    for line in block.splitlines():
        match = re.match(r"( {2,})(- )?([a-z-]+):(?: (.+))?$", line)
        if match is None:
            break
        value = json.loads(match[4]) if (match[4] or "").startswith('"') else match[4] or ""
        if match[1] == "  ":
            told[match[3]] = str(value)
        elif match[2]:
            authors.append({match[3]: str(value)})
        elif "edition" not in told and authors:
            authors[-1][match[3]] = str(value)
    names = tuple(_cff_name(author) for author in authors)
    return _said(told.get("title", ""), names, told.get("year", ""), "", told.get("edition", ""), told.get("url", ""))


def refuse_disagreement(citing: Citing | None, cache: Cache = NOTHING_KEPT) -> None:
    """Raises MachineFault when a form that is about to be written does not say what the others say. Records whose forms
    were found to agree are known by the cache.
    """
    if citing is None:
        return
    named = {digest(repr(one.record))[:_NAME]: one for one in (*citing.parts.values(), citing.book)}
    key = digest(mark())
    known = frozenset((cache.read("agreed", key) or b"").decode("ascii", "replace").split())
    forms = [one for name, one in named.items() if name not in known]
    cff = citation_cff(citing.book.record)
    # Some at a time: what is read back takes many times the memory of the forms.
    some = (forms[at : at + _AT_ONCE] for at in range(0, len(forms), _AT_ONCE))
    found = [told for each in some for told in disagreements(list(map(_identified, each)), cff)]
    if found:
        more = f"; and {len(found) - 3} more" if len(found) > 3 else ""
        raise MachineFault(f"the forms of a citation do not agree: {'; '.join(found[:3])}{more}")
    if forms:
        cache.write("agreed", key, "\n".join(named).encode())
    cache.keep_only("agreed", {key})


def _identified(forms: Forms) -> tuple[Forms, Identity]:
    return forms, identity_of(forms.record, cite_address(forms.record))


def disagreements(forms: Sequence[tuple[Forms, Identity]], cff: str = "") -> Iterator[str]:
    """Where a form of a record does not say what the record says, in sentences. `cff` is that of the whole book."""
    bib = _by_key(read_bibtex("".join(one.files["bib"] for one, _ in forms)).entries)
    ris = _by_key(read_ris("".join(one.files["ris"] for one, _ in forms)).entries)
    for one, identity in forms:
        record, key = one.record, str(one.record.csl["id"])
        read = {
            "BibTeX": said_by_work(bib.get(key, {})),
            "RIS": said_by_work(ris.get(key, {})),
            "CSL-JSON": said_by_work(json.loads(one.files["json"])[0]),
            "the head of the page": said_by_tags(identity.meta),
            "JSON-LD": said_by_json_ld(identity.json_ld),
        }
        if record.kind == "book" and cff:
            read["CITATION.cff"] = said_by_cff(cff)
        yield from _differing(record.id or "the handbook", said_of(record), read)


def _differing(name: str, right: Said, read: Mapping[str, Said]) -> Iterator[str]:
    for form, said in read.items():
        for field in fields(Said) if said != right else ():
            here, there = getattr(said, field.name), getattr(right, field.name)
            if here != there:
                yield f"{name}: {form} says {_shown(here)} for the {field.name}, where the record says {_shown(there)}"


def _shown(value: str | tuple[str, ...]) -> str:
    said = "; ".join(value) if isinstance(value, tuple) else value
    return f"“{said}”" if said else "nothing"


def _by_key(entries: Iterable[Entry]) -> dict[str, Mapping[str, object]]:
    return {entry.key: entry.fields for entry in entries}


def _said(title: str, authors: tuple[str, ...], year: str, container: str, edition: str, link: str) -> Said:
    return Said(_line(title), tuple(map(_line, authors)), year, _line(container), _line(edition), link)


# The same title is read in six forms, and all parts share the title of their book.
@lru_cache(maxsize=1024)
def _line(words: str) -> str:
    """Words without what is only their look: LaTeX has its own ways with dashes, quotation marks and accents."""
    return " ".join(_LOOKS.sub(lambda sign: _PLAIN[sign[0]], plain(words)).split())


_PLAIN = {"—": "---", "–": "--", "“": '"', "”": '"', "``": '"', "''": '"', "‘": "'", "’": "'", "ˆ": "^", "˜": "~"}
_LOOKS = re.compile("|".join(_PLAIN))


def _csl_name(person: Mapping[str, object]) -> str:
    given, suffix = part(person, "given"), part(person, "suffix")
    return part(person, "literal") or ", ".join(name for name in (family(person), given, suffix) if name)


def _schema_name(agent: Mapping[str, str]) -> str:
    if agent["@type"] != "Person":
        return agent["name"]
    names = (agent.get("familyName"), agent.get("givenName"), agent.get("honorificSuffix"))
    return ", ".join(name for name in names if name)


def _cff_name(author: Mapping[str, str]) -> str:
    if "name" in author:
        return author["name"]
    surname = " ".join(name for key in ("name-particle", "family-names") if (name := author.get(key, "")))
    return ", ".join(name for name in (surname, author.get("given-names"), author.get("name-suffix")) if name)
