"""A record as this handbook writes its works. What cannot be used is left out and told."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace

from handbook_build.interchange.bibtex_reading import read_date
from handbook_build.interchange.identifiers import bare_doi, is_doi, is_doi_address, is_isbn, is_issn
from handbook_build.interchange.incoming import Entry, Loss, one_line

# In which order the fields of a record stand.
ORDER = (
    "id type author issued title editor translator editor-translator container-author collection-editor "
    "container-title container-title-short collection-title collection-number volume issue page number genre edition "
    "publisher publisher-place original-date event-title event-place event-date accessed ISBN ISSN DOI PMID PMCID URL"
).split()
LANGUAGES = {
    "english": "en",
    "eng": "en",
    "british": "en-GB",
    "ukenglish": "en-GB",
    "american": "en-US",
    "usenglish": "en-US",
    "german": "de",
    "ngerman": "de",
    "french": "fr",
    "spanish": "es",
    "italian": "it",
    "dutch": "nl",
    "portuguese": "pt",
}
ORDINALS = {word: at for at, word in enumerate("first second third fourth fifth sixth seventh eighth ninth".split(), 1)}
ENDINGS = {1: "st", 2: "nd", 3: "rd"}
# What is another's text, or a private note, and has no place in a list of works.
LEFT_OUT = {
    "abstract": "belongs to its publisher",
    "note": "is a private note",
    "annote": "is a private note",
    "keyword": "is a private note",
    "custom": "is what another program keeps for itself",
    "categories": "is what another program keeps for itself",
}
# What databases write beside the type, and APA would print in brackets after the title.
PLAIN_KINDS: Mapping[str, tuple[str, ...]] = {
    "article-journal": (
        "article",
        "journal article",
        "research article",
        "original article",
        "review",
        "review article",
    ),
    "book": ("book",),
    "chapter": ("chapter", "book chapter", "book section"),
    "report": ("report",),
    "webpage": ("webpage", "web page", "website"),
}
_PARTICLE = re.compile(r"(?:(?:van|von|der|den|de|del|della|di|da|du|la|le|ten|ter|zu|zur|af|el|al|bin|ibn)\s+)+(?=\S)")
_SUFFIX = re.compile(r"(?P<name>.+?),?\s+(?P<suffix>(?:Jr|Sr)\.?|I{2,3}|IV)$")
_RANGE = re.compile(r"(?P<first>[A-Za-z]?\d+)\s*[-‐-―]+\s*(?P<last>[A-Za-z]?\d+)")


def normalised(entry: Entry) -> Entry:
    """The entry in the forms of this handbook, with what it lost on the way added to what it had lost."""
    lost = list(entry.lost)
    fields: dict[str, object] = {}
    for name, value in entry.fields.items():
        if name in LEFT_OUT:
            lost.append(Loss(name, one_line(str(value)), LEFT_OUT[name]))
        elif isinstance(value, str):
            if words := _words(value):
                fields[name] = words
        else:
            fields[name] = value
    for name, people in fields.items():
        if isinstance(people, list):
            fields[name] = [_person(person) for person in people if isinstance(person, Mapping)]
    _identifiers(fields, lost)
    _dates(fields, lost)
    _details(fields, lost)
    ordered = {name: fields[name] for name in (*ORDER, *fields) if name in fields}
    return replace(entry, fields=ordered, lost=tuple(lost))


def _words(value: str) -> str:
    """One line, composed, with the signs that HTML writes by name, and without tags of other vocabularies."""
    text = html.unescape(value) if re.search(r"&(?:#\d+|#x[\da-fA-F]+|[a-zA-Z]+);", value) else value
    text = re.sub(r"<(/?)(?:jats:)?italic>|<(/?)em>", lambda tag: f"<{tag[1] or tag[2] or ''}i>", text)
    text = re.sub(r"</?(?:jats:\w+|mml:\w+|p|scp)(?:\s[^<>]*)?>", "", text)
    # Characters that no page can show.
    text = "".join(one for one in text if one in "\n\t" or unicodedata.category(one) not in ("Cc", "Cs"))
    return unicodedata.normalize("NFC", one_line(text))


def _person(person: Mapping[str, object]) -> dict[str, object]:
    """A name with its particles, its suffix and its initials apart."""
    named: dict[str, object] = {
        name: _words(part) if isinstance(part, str) else part for name, part in person.items() if part not in ("", None)
    }
    if "family" not in named:
        return {"literal": str(named.get("literal") or named.get("given") or "").rstrip(",")}
    family = str(named["family"])
    if "suffix" not in named and (found := _SUFFIX.fullmatch(family)):
        family, named["suffix"] = found["name"], found["suffix"]
    if "non-dropping-particle" not in named and (found := _PARTICLE.match(family)):
        named["non-dropping-particle"], family = found[0].strip(), family[found.end() :]
    named["family"] = family
    if given := str(named.get("given", "")):
        # C.R. becomes C. R.
        named["given"] = re.sub(r"(?<=[^\W\d_]\.)(?=[^\W\d_]\.)", " ", given)
    first: dict[str, object] = {name: named.pop(name) for name in ("family", "given") if name in named}
    return {**first, **named}


def _identifiers(fields: dict[str, object], lost: list[Loss]) -> None:
    address = str(fields.get("URL", ""))
    if is_doi_address(address):
        fields.setdefault("DOI", address)
        # The DOI leads to the same place.
        if bare_doi(str(fields["DOI"])).lower() == bare_doi(address).lower():
            del fields["URL"]
    elif address and not re.match(r"https?://\S+$", address):
        lost.append(Loss("URL", address, "is no address on the web"))
        del fields["URL"]
    if written := str(fields.pop("DOI", "")):
        doi = bare_doi(written).lower()
        if is_doi(doi):
            fields["DOI"] = doi
        else:
            lost.append(Loss("DOI", written, "is no DOI"))
    for name, is_right in (("ISBN", is_isbn), ("ISSN", is_issn)):
        if written := str(fields.pop(name, "")):
            # Several stand one after another, each perhaps with its kind: 978-... (pbk.)
            given = re.findall(r"[\dXx][\dXx -]{6,}[\dXx]", re.sub(r"\([^)]*\)", " ", written).replace("‑", "-"))
            numbers = [number for one in given for number in _apart(one, is_right)]
            right = [one for one in numbers if is_right(one)]
            if right:
                fields[name] = " ".join(right)
            if not right or len(right) < len(numbers):
                lost.append(Loss(name, written, "has a wrong length or check digit"))


def _apart(written: str, is_right: object) -> list[str]:
    """Numbers that stand with spaces between them, or one that is itself written with spaces."""
    joined = written.replace(" ", "-")
    if callable(is_right) and is_right(joined):
        return [joined]
    return written.split()


def _dates(fields: dict[str, object], lost: list[Loss]) -> None:
    for name, value in fields.items():
        if isinstance(value, Mapping) and isinstance(value.get("raw"), str) and "date-parts" not in value:
            fields[name] = value = read_date(str(value["raw"]))
        parts = value.get("date-parts") if isinstance(value, Mapping) else None
        if isinstance(value, Mapping) and parts is None:
            fields[name] = {one: _words(words) if isinstance(words, str) else words for one, words in value.items()}
        if not isinstance(value, Mapping) or not isinstance(parts, list):
            continue
        kept = [possible_date(part) for part in parts if isinstance(part, list)]
        if kept != [[int(number) for number in part] for part in parts if isinstance(part, list)]:
            lost.append(Loss(name, "/".join("-".join(map(str, part)) for part in parts), "is no day of the calendar"))
        # About when it was, or in which season.
        fields[name] = {"date-parts": kept, **{one: value[one] for one in ("circa", "season") if value.get(one)}}


def possible_date(parts: list[object]) -> list[int]:
    """As much of year, month and day as can be."""
    numbers = [int(str(number)) for number in parts]
    if len(numbers) > 1 and not 1 <= numbers[1] <= 12:
        return numbers[:1]
    if len(numbers) > 2:
        leap = numbers[0] % 4 == 0 and (numbers[0] % 100 != 0 or numbers[0] % 400 == 0)
        days = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
        if not 1 <= numbers[2] <= days[numbers[1] - 1]:
            return numbers[:2]
    return numbers


def _details(fields: dict[str, object], lost: list[Loss]) -> None:
    if title := str(fields.get("title", "")):
        # A full stop at the end, but not that of an abbreviation.
        fields["title"] = title[:-1] if re.search(r"[a-z)]{3}\.$", title) else title
    if pages := str(fields.get("page", "")):
        fields["page"] = _RANGE.sub(lambda one: f"{one['first']}–{one['last']}", pages)
    if language := str(fields.get("language", "")):
        fields["language"] = LANGUAGES.get(language.lower(), language)
    if edition := str(fields.get("edition", "")):
        bare = re.sub(r"\s*(?:\bedition|\bedn?\b\.?)$", "", edition, flags=re.IGNORECASE).strip()
        fields["edition"] = _ordinal(ORDINALS[bare.lower()]) if bare.lower() in ORDINALS else bare or edition
    genre = str(fields.get("genre", ""))
    if genre.casefold() in PLAIN_KINDS.get(str(fields.get("type", "")), ()):
        del fields["genre"]
        lost.append(Loss("genre", genre, "says no more than the type of the work"))
    if fields.get("editor") and fields.get("editor") == fields.get("translator"):
        fields["editor-translator"] = fields.pop("editor")
        del fields["translator"]
    authors = fields.get("author")
    if isinstance(authors, list) and [{"literal": fields.get("publisher")}] == authors:
        lost.append(Loss("publisher", str(fields.pop("publisher")), "is the author too, whom APA names once"))


def _ordinal(number: int) -> str:
    return f"{number}{ENDINGS.get(number, 'th')}"
