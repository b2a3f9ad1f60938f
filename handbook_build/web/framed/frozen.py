"""The words as they stood: a page for each part of each edition, and the contents of each edition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from handbook_build.citing.record import released_record
from handbook_build.editions.archive import NOW
from handbook_build.editions.codes import code_address
from handbook_build.model.author import author_of
from handbook_build.model.day import written_date
from handbook_build.model.edition import Became, Edition, Part
from handbook_build.model.nodes import Node, Nodes, Text, element
from handbook_build.web.framed.library import Library, frozen_address, full_title
from handbook_build.web.framed.page import FramedPage
from handbook_build.web.framed.telling import (
    Way,
    changed_on_paper,
    counted,
    errata_of,
    in_every_edition,
    listed,
    short_state,
    statement,
    way_from,
)
from handbook_build.web.framed.words import comparison, said_by, words_of
from handbook_build.web.identity import cite_address, identity_of

COMPARED = "what-has-changed"
# How the state of a part is counted, with what is said of the number.
_STATES = {
    "same": ("says the same today", "say the same today"),
    "changed": ("says something else", "say something else"),
    "renamed": ("has another name", "have another name"),
    "merged": ("was merged into another", "were merged into others"),
    "split": ("was split into several", "were split into several"),
    "withdrawn": ("was withdrawn", "were withdrawn"),
}


def contents_pages(library: Library) -> Iterator[FramedPage]:
    """The contents of each edition. As all that was frozen they are not for search engines."""
    for edition in library.handbook.ledger.editions:
        yield contents(library, edition)


@dataclass
class Comparisons:
    """Two states that several editions share are compared once."""

    library: Library
    made: dict[tuple[object, object], Nodes] = field(default_factory=dict)

    def of(self, edition: Edition, part: Part) -> Nodes:
        """What has changed since; nothing where that can be told better in words."""
        archive = self.library.archive
        fate = archive.fate(edition, part.id)
        if not fate.changed or fate.became in (Became.WITHDRAWN, Became.MERGED):
            return ()
        then = archive.said[edition.name][part.id]
        now = tuple((one.id, archive.said[NOW][one.id]) for one in fate.now)
        key = (then, now)
        if key not in self.made:
            before = said_by(part, edition.sections(part.id))
            after = [passage for one in fate.now for passage in said_by(one, archive.sections.get(one.id, ()))]
            self.made[key] = comparison(before, after, "Then", "Now")
        return self.made[key]


def frozen(library: Library, edition: Edition, part: Part, comparisons: Comparisons) -> FramedPage:
    """A part as it stood in an edition, with what became of it."""
    address = frozen_address(edition, part.id)
    way = way_from(address)
    compared = comparisons.of(edition, part)
    body = (
        _standing(library, edition, part, way, f"#{COMPARED}" if compared else ""),
        *errata_of(library, edition, part.id),
        *words_of(part, edition.sections(part.id)),
        *_on_paper(edition, part, way),
        *told_apart(compared, f"What has changed since edition {edition.name}", COMPARED),
        *works(edition, part),
        *_origin(part, edition),
        *_cited(library, edition, part, way),
        *in_every_edition(library, part.id, way, edition.name),
    )
    head = identity_of(released_record(library.handbook, edition, part.id), address).nodes
    title, leave = f"{full_title(part)} (edition {edition.name})", library.can_be_left(part.id)
    return FramedPage(address, title, _summary(edition, part), body, head, leave=leave)


def _summary(edition: Edition, part: Part) -> str:
    page = edition.part.get(part.page)
    if part.kind == "section" and page is not None:
        return f"A section of “{page.title}” as it stood in edition {edition.name}."
    return part.summary


def _standing(library: Library, edition: Edition, part: Part, way: Way, compared: str) -> Node:
    title = f"As of edition {edition.name}, {written_date(edition.released)}"
    links: list[Node] = [element("a", f"All of edition {edition.name}", href=way(f"e/{edition.name}/"))]
    page = edition.part.get(part.page)
    if part.kind == "section" and page is not None:
        link = element("a", "The whole page as it stood", href=way(frozen_address(edition, page.id)))
        links.insert(0, link)
    said = statement(library, edition, part.id, way, compared)
    return element(
        "div",
        element("p", title, class_="label"),
        element("p", "These are the words as they stood then."),
        *said,
        element("p", *(node for at, link in enumerate(links) for node in ((Text(" · "), link) if at else (link,)))),
        class_="as-of",
    )


def _on_paper(edition: Edition, part: Part, way: Way) -> Nodes:
    """What the printed sheet said beside its own words, with its code."""
    sheet = edition.sheet.get(part.id)
    if sheet is None:
        return ()
    code = element("a", sheet.code, href=way(code_address(sheet.code)))
    rows: list[tuple[str, Node | str]] = [*sheet.words, ("Whom to ring", sheet.help), ("Code", code)]
    items = (element("div", element("dt", name), element("dd", value)) for name, value in rows if value)
    heading = element("h2", "Also on the printed sheet", id="on-paper")
    return (element("section", heading, element("dl", *items, class_="facts"), class_="sec flow"),)


def told_apart(compared: Nodes, title: str, name: str) -> Nodes:
    """A comparison under its heading, with what its marks mean; nothing where there is nothing to compare."""
    if not compared:
        return ()
    heading = element("h2", title, id=name)
    key = element(
        "p",
        "Words ",
        element("del", "taken out"),
        " are struck through, words ",
        element("ins", "put in"),
        " are underlined.",
        class_="small",
    )
    return (element("section", heading, key, *compared, class_="sec flow compared"),)


def works(edition: Edition, part: Part) -> Nodes:
    """The works that the part cited, as its edition printed them."""
    sections = edition.sections(part.id) if part.kind == "page" else ()
    keys = dict.fromkeys(key for one in (part, *sections) for key in one.cited)
    items = [element("li", edition.works[key]) for key in keys if key in edition.works]
    heading = element("h2", "Works cited", id="works-cited")
    return (element("section", heading, element("ul", *items, class_="refs"), class_="sec"),) if items else ()


def _cited(library: Library, edition: Edition, part: Part, way: Way) -> Nodes:
    """How these very words are cited; every form of it, where the words still stand."""
    reference = library.citing.released.get((edition.name, part.id), ()) if library.citing else ()
    if not library.citing or not reference:
        return ()
    forms = library.citing.parts.get(part.id)
    more: Nodes = ()
    if forms and forms.record.edition == edition.name:
        way_on = element("a", "Other ways to cite it", href=way(cite_address(forms.record)))
        more = (element("p", way_on, class_="then-more"),)
    heading = element("h2", "To cite these words", id="to-cite")
    return (element("section", heading, element("p", *reference), *more, class_="sec flow"),)


def _origin(part: Part, edition: Edition) -> Nodes:
    authors = ", ".join(author_of(name).name for name in part.authors)
    rows = [("Written by", authors), ("Last checked before release", written_date(part.reviewed))]
    rows.append(("Released", f"edition {edition.name}, {written_date(edition.released)}"))
    items = (element("div", element("dt", name), element("dd", value)) for name, value in rows if value)
    return (element("dl", *items, class_="stamp"),)


def contents(library: Library, edition: Edition) -> FramedPage:
    """Everything that an edition held, with what became of each part since."""
    address = f"e/{edition.name}/"
    way = way_from(address)
    body = (
        *_account(library, edition, way),
        _list(library, edition, "Pages", "page", way),
        _list(library, edition, "Handouts", "handout", way),
    )
    title = f"Edition {edition.name}"
    summary = f"Everything that this edition said on {written_date(edition.released)}, and what became of it since."
    return FramedPage(address, title, summary, tuple(node for node in body if node is not None))


def _account(library: Library, edition: Edition, way: Way) -> Nodes:
    states = Counter(_state(library, edition, part) for part in edition.parts)
    told = [
        Text(f"{states[state]:,} {one if states[state] == 1 else more}")
        for state, (one, more) in _STATES.items()
        if states[state]
    ]
    kinds = Counter(part.kind for part in edition.parts)
    held = [Text(counted(kinds[kind], kind)) for kind in ("page", "section", "handout") if kinds[kind]]
    last = library.handbook.ledger.latest is edition
    since: tuple[Node | str, ...] = ("Of these, ", *listed(told), ".") if told else ()
    return (
        element(
            "div",
            element("p", "It holds ", *listed(held), ". ", *since),
            element("p", "This is the last edition.") if last else _later(library, edition, way),
            element("p", element("a", "What changed from edition to edition", href=way("changes/"))),
            class_="as-of",
        ),
    )


def _later(library: Library, edition: Edition, way: Way) -> Node:
    editions = library.handbook.ledger.editions
    later = editions[editions.index(edition) + 1 :]
    links = [element("a", f"edition {one.name}", href=way(f"e/{one.name}/")) for one in later]
    return element("p", "It was followed by ", *listed(links), ".")


def _state(library: Library, edition: Edition, part: Part) -> str:
    fate = library.archive.fate(edition, part.id)
    if fate.became is not None:
        return fate.became.value
    return "changed" if fate.changed or changed_on_paper(library, edition, part.id) else "same"


def _list(library: Library, edition: Edition, title: str, kind: str, way: Way) -> Node | None:
    items = [_item(library, edition, part, way) for part in edition.parts if part.kind == kind]
    if not items:
        return None
    heading = element("h2", title, id=f"{kind}s")
    return element("section", heading, element("ul", *items, class_="plain held"), class_="sec")


def _item(library: Library, edition: Edition, part: Part, way: Way, page: str = "") -> Node:
    """A part with its state and, for a page, its sections; `page` is the title of the page that a section stands on."""
    sections = edition.sections(part.id) if part.kind == "page" else ()
    below = [_item(library, edition, section, way, part.title) for section in sections]
    # Sections of several pages may have one title, and the first page that of the handbook.
    apart = page or ("the first page" if part.title == library.handbook.settings.title else "")
    named = {"aria_label": f"{part.title}, {apart}"} if apart and not part.number else {}
    link = element("a", full_title(part), href=way(frozen_address(edition, part.id)), **named)
    state = element("span", short_state(library, edition, part.id), class_="small muted")
    lists: Nodes = (element("ul", *below, class_="plain"),) if below else ()
    return element("li", link, " ", state, *lists)
