"""The sheet of a handout as it stands on a page: its head, its words, whom to ring, its code and its foot.

The page of the handout and a pack of several sheets show the same one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import count

from handbook_build import quick_response
from handbook_build.editions.recall import code_now, square_words
from handbook_build.editions.standing import standing_of_book
from handbook_build.handouts import (
    HOURS,
    LIMITS,
    OWN_SERVICE,
    TELEPHONE,
    contact_of,
    found_at,
    help_line,
)
from handbook_build.linking.addresses import relative
from handbook_build.model.day import written_date
from handbook_build.model.document import BY_SECTION, Document
from handbook_build.model.handbook import Handbook
from handbook_build.model.nodes import Element, Node, Nodes, element

# What a reader of the pack page may type of a practice, where it has a line of its own on the sheet.
OWN = {OWN_SERVICE: "name", TELEPHONE: "telephone", HOURS: "hours"}
# Attributes whose value is one id or several.
POINTING = frozenset(("for", "id", "aria-labelledby", "aria-describedby"))


@dataclass(frozen=True)
class WholeSheet:
    """The sheet of one handout, on the page at `address`."""

    handbook: Handbook
    handout: Document
    address: str

    def article(self, body: Nodes) -> Element:
        """The whole sheet around its finished body."""
        return element("article", *self.head, *body, *self.end, class_="sheet flow")

    @property
    def head(self) -> Nodes:
        """The practice, the title and the summary."""
        front, practice = self.handout.front, self.handbook.practice
        said = (
            [element("p", element("b", practice.name), class_="sheet-practice")] if practice and practice.name else []
        )
        said += [
            element("div", element("p", front.title, class_="sheet-title")),
            element("p", front.summary, class_="sheet-summary"),
        ]
        use = element("use", href="#mark")
        mark = element("svg", use, class_="mark", viewBox="0 0 48 32", aria_hidden="true", focusable="false")
        paged = f" {BY_SECTION}" if front.sides == BY_SECTION else ""
        return (element("div", element("div", *said), mark, class_=f"sheet-top{paged}"),)

    @property
    def end(self) -> Nodes:
        """Whom to ring and the square code, and the foot, which never stands alone on a side."""
        closing = element("div", *self._reach(), *self._square(), class_="closing")
        return (element("div", closing, self._foot(), class_="sheet-close"),)

    def _reach(self) -> Nodes:
        """On sheets for clients: the numbers, and the practice; a detail without words is a line to write on."""
        if "client" not in self.handout.front.audience:
            return ()
        numbers = self._help()
        wants = self.handout.front.contact
        contact = contact_of(self.handbook.practice, has_numbers=bool(numbers), wants=wants)
        rows = (element("div", *map(self._row, count(1), contact), class_="reach"),) if contact else ()
        return (element("div", *numbers, *rows, class_="crisis flow"),)

    def _row(self, number: int, detail: tuple[str, str]) -> Node:
        label, text = detail
        own = {"data_own": OWN[label]} if label in OWN else {}
        if text:
            return element("p", element("b", f"{label}:"), f" {text}", **own)
        name = f"reach-{number}"
        room = element("textarea", id=name, rows="1", autocomplete="off", spellcheck="false")
        return element("div", element("label", label, class_="label", for_=name), room, class_="ws", **own)

    def _help(self) -> Nodes:
        """Whom to ring now, and a link to the page of help that shows its address as it is on paper."""

        def link(place: str, shown: str) -> Node:
            return element("a", shown, href=relative(place, self.address))

        practice = self.handbook.practice
        return help_line(self.handbook, practice.country if practice else "", link)

    def _square(self) -> Nodes:
        if not (code := code_now(self.handbook, self.handout.id)):
            return ()
        modules, outline = quick_response.outline(square_words(self.handbook, self.handout.id, code))
        side = modules + 8
        picture = element(
            "svg",
            element("path", d=outline),
            viewBox=f"-4 -4 {side} {side}",
            role="img",
            aria_label=f"Square code to scan: {code}",
        )
        return (element("figure", picture, element("figcaption", code), class_="square"),)

    def _foot(self) -> Node:
        """Where the practice is found, which sheet this is, and what it is not."""
        settings, latest = self.handbook.settings, self.handbook.ledger.latest
        code, reviewed = code_now(self.handbook, self.handout.id), written_date(self.handout.front.reviewed)
        edition = "" if latest and not code else latest.name if latest else standing_of_book(self.handbook).name
        said = [
            self.handout.id,
            f"edition {edition}" if edition else f"draft after edition {latest.name}" if latest else "",
            f"code {code}" if code else "",
            f"checked {reviewed}" if reviewed else "",
        ]
        of = ", ".join(filter(None, (settings.title, settings.licence)))
        place = found_at(self.handbook.practice) if "client" in self.handout.front.audience else ""
        own = (element("span", f"{place} ", data_own="name", dir="auto"),) if place else ()
        return element("p", *own, f"{', '.join(filter(None, said))}. {LIMITS} {of}.", class_="sheet-end")


def apart(nodes: Nodes, prefix: str) -> Nodes:
    """The same nodes with every id behind a prefix, and with what leads to one, so that several sheets can stand on
    one page.
    """
    return tuple(_apart(node, prefix) for node in nodes)


def _apart(node: Node, prefix: str) -> Node:
    # A drawing of the theme stands on the page once, outside of any sheet.
    if not isinstance(node, Element) or node.tag == "use":
        return node
    attributes = tuple((name, _named(name, value, prefix)) for name, value in node.attributes)
    return replace(node, attributes=attributes, children=apart(node.children, prefix))


def _named(name: str, value: str, prefix: str) -> str:
    if name in POINTING:
        return " ".join(f"{prefix}{one}" for one in value.split())
    return f"#{prefix}{value[1:]}" if name == "href" and value.startswith("#") else value
