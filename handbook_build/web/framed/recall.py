"""`c/KQ7-4MD/`: what the code of a printed sheet says today, for somebody who holds the paper."""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.editions.codes import code_address
from handbook_build.editions.recall import Recall, Status, recalls
from handbook_build.linking.addresses import page_address, relative
from handbook_build.model.day import written_date
from handbook_build.model.edition import Became, Erratum, Part
from handbook_build.model.form import A4, LETTER
from handbook_build.model.handbook import CHECK_A_SHEET, Handbook
from handbook_build.model.nodes import Node, Nodes, Text, element
from handbook_build.web.framed.frozen import Comparisons, told_apart
from handbook_build.web.framed.library import Library, frozen_address, full_title
from handbook_build.web.framed.page import FramedPage
from handbook_build.web.sheets import sheet_address

# The sign that stands beside the words, drawn on a field of 32 by 32.
_SIGNS = {
    Status.CURRENT: "M6 17l7 7L26 9",
    Status.CHANGED: "M16 6v13M16 24.500v1.500",
    Status.WITHDRAWN: "M8 8l16 16M24 8L8 24",
}


def pages(library: Library) -> Iterator[FramedPage]:
    """A page for every code that was ever released."""
    comparisons = Comparisons(library)
    for recall in recalls(library.handbook):
        changed = recall.status is Status.CHANGED
        compared = comparisons.of(recall.edition, recall.fate.then) if changed else ()
        yield recall_page(library.handbook, recall, compared, leave=library.can_be_left(recall.fate.then.id))


def verdict(recall: Recall) -> str:
    """The status in a few words, as it stands large on the page and as the look-up page says it."""
    if recall.status is Status.CURRENT:
        return "This sheet is current"
    if recall.status is Status.WITHDRAWN:
        return "This sheet is withdrawn"
    return "The numbers on this sheet have changed" if recall.other_numbers else "This sheet has changed since"


def advice(recall: Recall) -> str:
    """What to do with the paper."""
    if recall.status is Status.CURRENT:
        return "You can use it. It says what today's sheet says."
    if recall.status is Status.WITHDRAWN:
        return "Please stop using it, and do not copy it."
    if recall.other_numbers:
        return "Do not rely on the numbers to ring that are printed on it. Use today's sheet."
    if recall.uncorrected:
        return "A mistake was found in it, and it is still in today's sheet. Please put it right by hand."
    mistake = "A mistake was found in it. " if recall.mistakes else ""
    return f"{mistake}Please use today's sheet."


def recall_page(handbook: Handbook, recall: Recall, compared: Nodes = (), *, leave: bool = False) -> FramedPage:
    """The page of a code; `compared` shows its words and those of today's sheet, where they differ.

    `leave` says whether the page of the sheet can be left at once.
    """
    address = code_address(recall.code)
    then = recall.fate.then
    kind = recall.status.name.lower()
    paths = element("path", d=_SIGNS[recall.status])
    sign = element("svg", paths, class_="sign-of", viewBox="0 0 32 32", aria_hidden="true", focusable="false")
    words = element("span", element("strong", f"{verdict(recall)}."), f" {advice(recall)}")
    body: list[Node] = [element("p", sign, words, class_=f"verdict {kind}")]
    body += [element("div", *part, class_="flow") for part in _parts(handbook, recall, compared, address) if part]
    title = f"{then.id} {then.title}, code {recall.code}"
    return FramedPage(address, title, "", (element("div", *body, class_="recall flow"),), leave=leave)


def _parts(handbook: Handbook, recall: Recall, compared: Nodes, address: str) -> Iterator[Nodes]:
    yield _reasons(recall)
    yield _today(handbook, recall, address)
    yield _instead(recall, address)
    if recall.changes:
        items = (element("li", change) for change in recall.changes)
        yield (element("h2", "What has changed", id="changed"), element("ul", *items))
        yield told_apart(compared, "Word by word", "word-by-word")
    yield _errata("Mistakes on this sheet", "mistakes", recall.mistakes)
    yield _errata("Mistakes in the section that it goes with", "nearby", recall.nearby)
    yield _facts(handbook, recall, address)


def _reasons(recall: Recall) -> Nodes:
    """Why it was withdrawn or renamed."""
    if recall.fate.became is None:
        return ()
    if recall.fate.became is Became.WITHDRAWN and not recall.fate.reason:
        return (element("p", "It is no longer part of the handbook. No reason is recorded."),)
    return (element("p", element("b", "Why: "), recall.fate.reason),) if recall.fate.reason else ()


def _today(handbook: Handbook, recall: Recall, address: str) -> Nodes:
    """Today's sheet to print, and the numbers that it gives where they are others."""
    if recall.now is None:
        return ()
    handout = handbook.by_path[handbook.targets[recall.now.id].page]
    bears = (
        f"It bears the code {recall.now.code}." if recall.now.code else "Its words are a draft and bear no code yet."
    )
    if recall.now.code == recall.code:
        bears = "It bears the same code."
    page = element("a", f"{handout.id} {handout.front.title}", href=relative(page_address(handout.path), address))
    made: list[Node] = [element("h2", "Today's sheet", id="today"), element("p", page, f". {bears}")]
    if recall.other_numbers:
        numbers = recall.now.help or "It names no number to ring."
        made.append(element("p", element("b", "The numbers today: "), numbers, class_="numbers"))
    if handout.id in handbook.sheets and not handbook.sheets[handout.id].problem:
        links = (
            element(
                "li",
                element("a", f"{form.label}, PDF", class_="btn", href=relative(sheet_address(handout, form), address)),
            )
            for form in (A4, LETTER)
        )
        made.append(element("ul", *links, class_="plain prints"))
    return tuple(made)


def _instead(recall: Recall, address: str) -> Nodes:
    """What stands for a withdrawn sheet."""
    if recall.status is not Status.WITHDRAWN or not recall.fate.now:
        return ()
    items = (element("li", _link(part, address)) for part in recall.fate.now)
    return (element("h2", "Use this instead", id="instead"), element("ul", *items))


def _link(part: Part, address: str) -> Node:
    return element("a", full_title(part), href=relative(part.address, address))


def _errata(title: str, name: str, errata: tuple[Erratum, ...]) -> Nodes:
    if not errata:
        return ()
    made: list[Node] = [element("h2", title, id=name)]
    for one in errata:
        rows = [("It says", one.wrong), ("It should say", one.right), ("What this means", one.note)]
        items = [element("div", element("dt", key), element("dd", value)) for key, value in rows if value]
        found = element("div", element("dt", "Found on"), element("dd", written_date(one.day)))
        made.append(element("dl", *items, found, class_="facts"))
    return tuple(made)


def _facts(handbook: Handbook, recall: Recall, address: str) -> Nodes:
    then, edition = recall.fate.then, recall.edition
    kept = element("a", "The words as they stood", href=relative(frozen_address(edition, then.id), address))
    rows: list[tuple[str, Node]] = [
        ("Sheet", Text(f"{then.id} {then.title}")),
        ("Code", element("b", recall.code, class_="code-sign")),
        ("Edition", Text(f"{edition.name}, released {written_date(edition.released)}")),
        ("What it says", kept),
    ]
    if CHECK_A_SHEET in handbook.generated:
        to = relative(page_address(CHECK_A_SHEET), address)
        rows.append(("Another sheet", element("a", "Check its code", href=to)))
    items = (element("div", element("dt", key), element("dd", value)) for key, value in rows)
    return (element("h2", "The sheet in your hand", id="this-sheet"), element("dl", *items, class_="facts"))
