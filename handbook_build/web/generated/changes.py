"""What changed from edition to edition, the newest first, and since the last one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import groupby

from handbook_build.citing.bibliography import Bibliography
from handbook_build.editions.account import Turn, account
from handbook_build.editions.now import parts_now
from handbook_build.handouts import sheet_record
from handbook_build.linking.addresses import page_address, relative
from handbook_build.model.day import written_date
from handbook_build.model.edition import Edition, Part, SheetRecord
from handbook_build.model.handbook import CHANGES, CHANGES_FEED, GENERATED, Handbook
from handbook_build.model.nodes import Node, Nodes, Text, element
from handbook_build.web.framed.library import frozen_address, full_title
from handbook_build.web.framed.telling import counted, erratum_box, listed
from handbook_build.web.generated.page import GeneratedPage

SUMMARY = "What is new, what says something else, and what is no longer there, edition by edition."
_HEADINGS = {
    "new": "New",
    "restored": "There again",
    "rewritten": "Rewritten",
    "changed": "Changed",
    "moved": "At another place",
    "renamed": "Under another name",
    "merged": "Merged into another part",
    "split": "Split into several",
    "withdrawn": "Withdrawn",
}

# Kinds that a whole book may have: their parts stand below their pages.
_BY_PAGE = ("new", "changed")


def page(handbook: Handbook, bibliography: Bibliography, exports: Collection[str] = ()) -> GeneratedPage:
    """The links to frozen pages are left out where none are written, as under MkDocs alone."""
    told = _Telling(handbook, frozen=CHANGES_FEED in exports)
    body = (*told.ways(), *told.since_the_last(), *told.editions())
    return GeneratedPage(CHANGES, GENERATED[CHANGES], SUMMARY, body)


class _Telling:
    """What each edition changed, written for a reader of the page."""

    def __init__(self, handbook: Handbook, *, frozen: bool) -> None:
        self.handbook, self.frozen = handbook, frozen
        self.now = parts_now(handbook)

    def way(self, address: str) -> str:
        return relative(address, page_address(CHANGES))

    def ways(self) -> Nodes:
        editions = self.handbook.ledger.editions[::-1]
        if not self.frozen or not editions:
            return ()
        links = [
            element("a", words, href=self.way(f"e/{one.name}/"), aria_label=f"{words}: all its words")
            for one in editions
            for words in [f"edition {one.name}"]
        ]
        feed = element("a", "feed of changes", href=self.way(CHANGES_FEED), type="application/atom+xml")
        cited = "Did you cite an earlier edition? See what has changed in each part since "
        told = element("p", "A ", feed, " tells your reader program of each new edition and each correction.")
        return (element("div", element("p", cited, *listed(links), "."), told, class_="as-of"),)

    def since_the_last(self) -> Nodes:
        ledger = self.handbook.ledger
        latest = ledger.latest
        if latest is None:
            return (element("p", "No edition has been released yet."),)
        turns = account(latest.part, self.now, ledger.pending)
        handouts = self.handbook.handouts
        on_paper = self.on_paper(latest, self.now, (sheet_record(self.handbook, one, "") for one in handouts))
        if not turns and not on_paper:
            return ()
        heading = element("h2", f"Since edition {latest.name}: a draft", id="draft")
        note = element(
            "p", "What you read on this site now. It will be part of the next edition.", class_="small muted"
        )
        told = self.turns(turns, latest, self.now)
        return (element("section", heading, note, *told, *on_paper, class_="sec flow"),)

    def editions(self) -> Iterable[Node]:
        editions = self.handbook.ledger.editions
        for at in range(len(editions) - 1, -1, -1):
            yield self.edition(editions[at], editions[at - 1] if at else None)

    def edition(self, edition: Edition, before: Edition | None) -> Node:
        title = f"Edition {edition.name}"
        name = f"edition-{edition.name.replace('.', '-')}"
        way, label = self.way(f"e/{edition.name}/"), f"{title}: all its words"
        link = element("a", title, href=way, aria_label=label) if self.frozen else Text(title)
        day = element("p", f"Released on {written_date(edition.released)}.", class_="small muted")
        turns = account(before.part, edition.part, edition.changes) if before else ()
        on_paper = self.on_paper(before, edition.part, edition.sheets) if before else ()
        note = tuple(element("p", words) for words in edition.note.split("\n\n") if words)
        told = self.turns(turns, before, edition.part) if before and turns else ()
        told = told or (element("p", self.first(edition, before)),)
        errata = [erratum_box(one) for one in self.handbook.ledger.errata if edition.name in one.editions]
        return element(
            "section", element("h2", link, id=name), day, *note, *errata, *told, *on_paper, class_="sec flow"
        )

    def on_paper(self, before: Edition, after: Mapping[str, Part], sheets: Iterable[SheetRecord]) -> Nodes:
        """Sheets that say the same themselves, and print other explanations or other numbers to ring beside it."""
        items: list[Node] = []
        for sheet in sheets:
            then, part = before.sheet.get(sheet.id), after.get(sheet.id)
            if then is None or part is None or before.part[sheet.id].digest != part.digest:
                continue
            told = [*(["the numbers to ring"] if then.help != sheet.help else [])]
            told += ["the words that it explains"] if then.words != sheet.words else []
            told += ["a drawing, a scale or a work that it names"] if then.other and then.other != sheet.other else []
            if told:
                link: Nodes = (
                    (Text(" "), self.then_link(before, before.part[sheet.id], "as it stood")) if self.frozen else ()
                )
                items.append(element("li", self.part(part), ": ", *listed([Text(one) for one in told]), *link))
        summary = element("summary", f"Changed on paper ({len(items)})")
        return (element("details", summary, element("ul", *items), class_="turns", open=""),) if items else ()

    def first(self, edition: Edition, before: Edition | None) -> str:
        if before is not None:
            return "No words have changed."
        return f"The first edition: {_how_many(edition.parts)}."

    def turns(self, turns: Sequence[Turn], before: Edition, after: Mapping[str, Part]) -> Nodes:
        """What became of parts, a list for each kind; `after` are the parts of the edition that is told of."""
        result: list[Node] = []
        for kind, run in groupby(turns, key=lambda turn: turn.kind):
            some = sorted(run, key=_place)
            items = self.by_page(some, before, after) if kind in _BY_PAGE else [self.turn(one, before) for one in some]
            summary = element("summary", f"{_HEADINGS[kind]} ({_how_many(one.part for one in some if one.part)})")
            # What is new may be most of a book; what is gone is what a reader looks for.
            opened = {"open": ""} if len(items) <= 12 or kind in ("merged", "split", "withdrawn") else {}
            result.append(element("details", summary, element("ul", *items), class_="turns", **opened))
        return tuple(result)

    def by_page(self, turns: Sequence[Turn], before: Edition, after: Mapping[str, Part]) -> list[Node]:
        """An item for each page, with its sections below it. Of a page that is new itself they are counted."""
        pages: dict[str, list[Turn]] = {}
        for turn in turns:
            pages.setdefault(turn.part.page if turn.part else turn.id, []).append(turn)
        items: list[Node] = []
        for page, group in pages.items():
            own, sections = _divided(group)
            if own and own.kind == "new":
                count = element("span", f"({counted(len(sections), 'section')})", class_="small")
                items.append(element("li", self.part(own.now[0]), *((Text(" "), count) if sections else ())))
                continue
            title = after.get(page)
            head: Nodes = self.told(own, before) if own else (self.part(title) if title else Text(page),)
            below = (element("ul", *(self.turn(one, before) for one in sections)),) if sections else ()
            items.append(element("li", *head, *below))
        return items

    def turn(self, turn: Turn, before: Edition) -> Node:
        return element("li", *self.told(turn, before))

    def told(self, turn: Turn, before: Edition) -> Nodes:
        now = [self.part(part) for part in turn.now]
        then = turn.then
        title = full_title(turn.part) if turn.part else turn.id
        said: list[Node | str] = []
        if turn.kind == "renamed" and then is not None and [one.title for one in turn.now] == [then.title]:
            said += [*now, ", whose id was ", element("code", then.id), " and is ", element("code", turn.now[0].id)]
        elif turn.kind in ("renamed", "merged", "split") and now:
            said += [title, ": now ", *listed(now)]
        else:
            said += now or [title]
        if then is not None and self.frozen:
            differs = turn.changed or turn.kind in ("split", "rewritten")
            words = "what has changed since" if differs else "as it stood"
            said += [" ", self.then_link(before, then, words)]
        if turn.changed and turn.kind not in ("changed", "rewritten"):
            said.append(" Its words have changed too.")
        reason = (element("p", f"Why: {turn.reason}", class_="small"),) if turn.reason else ()
        return (*(Text(one) if isinstance(one, str) else one for one in said), *reason)

    def part(self, part: Part) -> Node:
        """A link to where it stands now; without one when a later edition took it away again."""
        now, title = self.now.get(part.id), full_title(part)
        if now is None:
            return Text(title)
        # Sections without a number may have the title of another.
        page = self.now.get(now.page) if part.kind == "section" and not part.number else None
        label = {"aria_label": f"{title}, in {page.title}"} if page else {}
        return element("a", title, href=self.way(now.address), **label)

    def then_link(self, before: Edition, then: Part, words: str) -> Node:
        page = before.part.get(then.page) if then.kind == "section" and not then.number else None
        label = f"{words}: {full_title(then)}{f' in {page.title}' if page else ''}, edition {before.name}"
        href = self.way(frozen_address(before, then.id))
        return element("span", "(", element("a", words, href=href, aria_label=label), ")", class_="small")


def _place(turn: Turn) -> tuple[object, ...]:
    """Where a part stands in the book: pages by their numbers, those without one after them, handouts last."""
    part = turn.part
    if part is None:
        return (2, ())
    pieces = re.findall(r"[0-9]{1,9}|[^\W\d_]+", part.number)
    rank = 2 if part.kind == "handout" else 0 if pieces else 1
    return (rank, tuple((1, int(one), "") if one.isdecimal() else (0, 0, one) for one in pieces))


def _divided(turns: Sequence[Turn]) -> tuple[Turn | None, list[Turn]]:
    """What became of a page itself, and of its sections."""
    own = next((one for one in turns if one.part and one.part.kind != "section"), None)
    return own, [one for one in turns if one is not own]


def _how_many(parts: Iterable[Part]) -> str:
    kinds = [part.kind for part in parts]
    counts = [counted(kinds.count(kind), kind) for kind in ("page", "section", "handout") if kind in kinds]
    return "".join(one.text for one in listed([Text(count) for count in counts]) if isinstance(one, Text))
