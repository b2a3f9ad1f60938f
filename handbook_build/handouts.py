"""What a sheet says beyond its author's words: the words it explains, whom to ring, and whom its reader can reach."""

from __future__ import annotations

import hashlib
import json
import posixpath
from collections.abc import Callable
from urllib.parse import unquote, urlsplit

from handbook_build.linking.addresses import page_address, public_address, typed_address
from handbook_build.model.day import written_date
from handbook_build.model.document import NO_CONTACT, Document, in_flow
from handbook_build.model.edition import SheetRecord
from handbook_build.model.handbook import Handbook
from handbook_build.model.help import HelpDirectory
from handbook_build.model.nodes import (
    Block,
    CitationNode,
    Element,
    Node,
    Nodes,
    TermLink,
    Text,
    element,
    text_of,
    walk,
)
from handbook_build.model.practice import Practice

# More explained words than this would push the sheet's own off the page.
MOST_WORDS = 6
# The blocks that a reader writes in, ticks or marks.
FIELDS = frozenset(("box", "boxes", "lines", "scale", "ticks"))

LIMITS = "Education, not counselling, diagnosis or legal advice."
# Whom a client can reach, in the box of every sheet for clients; what nobody has given is a line to write on.
OWN_SERVICE, TELEPHONE, HOURS, CLOSED = "My counsellor or service", "Telephone", "Hours", "When we are closed"
EMERGENCY, TO_TALK = "In danger now", "To talk"


def sheet_record(handbook: Handbook, document: Document, code: str) -> SheetRecord:
    """What an edition keeps of a handout beside its own words. `code` is the one that it bears there, or nothing."""
    return SheetRecord(
        id=document.id,
        code=code,
        section=document.front.section,
        words=words_of(handbook, document),
        help=help_text(handbook),
        other=_other(handbook, document),
    )


def _other(handbook: Handbook, document: Document) -> str:
    """A fingerprint of what a sheet shows that is no words: its drawings, its scales and lines, the works it names."""
    body = body_of(document)
    drawings = [handbook.pictures.get(path, "") for path in pictures_of(document)]
    numbers = [
        (node.name, sorted((name, value) for name, value in node.options.items() if isinstance(value, int)))
        for node in walk(body)
        if isinstance(node, Block)
    ]
    works = sorted({item.key for node in walk(body) if isinstance(node, CitationNode) for item in node.citation.items})
    records = [
        {name: value for name, value in handbook.item[key].fields.items() if name not in ("custom", "note", "keyword")}
        for key in works
        if key in handbook.item
    ]
    said = json.dumps([drawings, numbers, records], ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def pictures_of(document: Document) -> tuple[str, ...]:
    """The pictures on a sheet by their path below the content folder, in order."""
    sources = (node.get("src") for node in walk(body_of(document)) if isinstance(node, Element) and node.tag == "img")
    return tuple(dict.fromkeys(picture_path(document, source) for source in sources))


def picture_path(document: Document, source: str) -> str:
    """Where a picture lies that a document names, below the content folder."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(document.path), unquote(urlsplit(source).path)))


def words_of(handbook: Handbook, document: Document) -> tuple[tuple[str, str], ...]:
    """The terms that a handout links, as it meets them, each with its definition; no more than MOST_WORDS."""
    linked = dict.fromkeys(node.entry for node in walk(body_of(document)) if isinstance(node, TermLink))
    entries = [handbook.entry[name] for name in linked if name in handbook.entry][:MOST_WORDS]
    return tuple((entry.preferred, entry.definition) for entry in entries)


def help_text(handbook: Handbook) -> str:
    """Whom to ring, as every sheet says it: no address, and no day on which the numbers were checked.

    Both may change while the numbers stay. Nothing, where `help.yml` names no number.
    """
    return " ".join(text_of(numbers_to_ring(handbook.help)).split())


def numbers_to_ring(directory: HelpDirectory, country: str = "") -> Nodes:
    """Whom to ring now in this country, or in the one that `help.yml` names first; the numbers are strong."""
    emergency, listening = (directory.first(kind, country) for kind in ("emergency", "listening"))
    said: list[Node] = []
    if emergency:
        said.append(element("strong", f"In danger now ({emergency.country}): {emergency.number}."))
    if listening:
        when = ", ".join(["To talk", *filter(None, (listening.hours, listening.cost))])
        before = f"{' ' if said else ''}{when}: {listening.service} "
        said += [Text(before), element("strong", listening.number), Text(".")]
    return tuple(said)


def help_line(
    handbook: Handbook, country: str = "", named: Callable[[str, str], Node] = lambda _, shown: Text(shown)
) -> Nodes:
    """Whom to ring now, when the numbers were checked, and where there are more.

    `named` makes what shows the page with more of them, from its place and its address as a reader would type it. For
    a country (`GB`) that the handbook has no number for, nothing: never the number of another one.
    """
    said: list[Node] = list(numbers_to_ring(handbook.help, country))
    if not said:
        return ()
    if handbook.help.checked:
        said.append(Text(f" Numbers checked {written_date(handbook.help.checked)}."))
    if handbook.help_page:
        # The place of the page itself, which is shorter than its permanent one: somebody may have to read it out.
        place = page_address(handbook.help_page.path)
        said += [Text(" More numbers: "), named(place, typed_address(public_address(handbook, place)))]
    return (element("p", *said),)


def contact_of(practice: Practice | None, *, has_numbers: bool, wants: str = "") -> tuple[tuple[str, str], ...]:
    """Whom a client can reach: each detail with its words, or with none, and then it is a line to write on.

    `has_numbers` says that the sheet tells whom to ring in the country of the practice. `wants` is the key `contact` of
    the sheet: some leave out the practice and the counsellor.
    """
    unknown = ((EMERGENCY, ""), (TO_TALK, "")) if practice and not has_numbers else ()
    if wants == NO_CONTACT:
        return unknown
    if practice is None:
        return ((OWN_SERVICE, ""), (TELEPHONE, ""))
    line = practice.crisis_line
    closed = ", ".join(part for part in (f"{line.name} {line.number}", line.hours) if part) if line else ""
    nameless = ((OWN_SERVICE, ""),) if not practice.name else ()
    hours = "; ".join(practice.hours)
    return (*unknown, *nameless, (TELEPHONE, practice.telephone), (HOURS, hours), (CLOSED, closed))


def found_at(practice: Practice | None) -> str:
    """Where the practice is found, for the foot of a sheet for clients; nothing when none is given, or nobody knows."""
    if practice is None:
        return ""
    web = typed_address(practice.web).rstrip("/")
    online = ", ".join(part for part in (practice.email, web) if part)
    return " ".join(f"{part}." for part in (", ".join(practice.address), online) if part)


def body_of(document: Document) -> Nodes:
    """The sections with their headings, one after another."""
    return in_flow(document.sections)


def has_fields(document: Document) -> bool:
    """Whether there is something to fill in on the handout, so that a file to fill in on screen is made of it."""
    return any(isinstance(node, Block) and node.name in FIELDS for node in walk(body_of(document)))
