"""What became of a part, told in plain words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from handbook_build.editions.archive import NOW
from handbook_build.editions.history import Fate, Step
from handbook_build.editions.recall import recall_of
from handbook_build.linking.addresses import relative
from handbook_build.model.day import written_date
from handbook_build.model.edition import Became, Edition, Erratum, Part
from handbook_build.model.nodes import Node, Nodes, Text, element
from handbook_build.web.framed.library import Library, frozen_address, full_title

Way = Callable[[str], str]
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def number_words(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else f"{number:,}"


def counted(number: int, noun: str) -> str:
    """`1 page`, `1,200 pages`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def way_from(address: str) -> Way:
    """How links are written on the page at an address."""
    return lambda target: relative(target, address)


def listed(nodes: Sequence[Node]) -> Nodes:
    """`A, B and C`."""
    result: list[Node] = []
    for at, node in enumerate(nodes):
        result += [Text(" and " if at == len(nodes) - 1 else ", ")] if at else []
        result.append(node)
    return tuple(result)


def part_link(part: Part, way: Way) -> Node:
    return element("a", full_title(part), href=way(part.address))


def short_state(library: Library, edition: Edition, name: str) -> str:
    """One or a few words for a list: `the same today`, `changed in edition 2026.2`."""
    fate = library.archive.fate(edition, name)
    if fate.became is not None:
        return f"{fate.became.value}{_since(library, fate)}"
    if fate.changed:
        changed = library.archive.changed_in(edition, name)
        return f"changed in {library.edition_words(changed or NOW)}"
    if changed_on_paper(library, edition, name):
        return "the same words; its printed sheet has changed"
    return "the same words, at another place" if fate.moved else "the same today"


def statement(library: Library, edition: Edition, name: str, way: Way, compared: str = "") -> Nodes:
    """What became of a part of an edition, as paragraphs; `compared` is the address of what has changed in it."""
    fate = library.archive.fate(edition, name)
    links = [part_link(part, way) for part in fate.now]
    said: Nodes
    if fate.became is Became.WITHDRAWN:
        said = _paragraph("Withdrawn", f"{_since(library, fate)}: it is no longer in the handbook.")
    elif fate.became is Became.SPLIT and (rest := _rest(fate.steps)):
        said = _paragraph("Split", f"{_since(library, fate)}: what is left of it is in ", *listed(links), rest)
    elif fate.became is Became.SPLIT and len(links) > 1:
        into = f"{_since(library, fate)}: what stood here is now in {number_words(len(links))} places, "
        said = _paragraph("Split", into, *listed(links), ".")
    elif fate.became in (Became.SPLIT, Became.MERGED):
        # What was split may have been put together again.
        said = _paragraph("Merged", f"{_since(library, fate)}: it is now part of ", *listed(links), ".")
    else:
        said = (*_renamed(library, fate, links), *_words_now(library, edition, fate, links, compared))
    return (*said, *reasons(library, fate.steps))


def _paragraph(strong: str, *rest: Node | str) -> Nodes:
    return (element("p", element("strong", strong), *rest),)


def _since(library: Library, fate: Fate) -> str:
    """The last step is the one that left the part as it is now; of what was split, some may be withdrawn later."""
    is_split = fate.became is Became.SPLIT
    steps = [step for step in fate.steps if not (is_split and step.change.became is Became.WITHDRAWN)]
    return f" in {library.edition_words(steps[-1].edition)}" if steps else ""


def _rest(steps: Sequence[Step]) -> str:
    """The end of a sentence on what is left: that the rest was withdrawn, and did not come back; else nothing."""
    gone: dict[str, Step] = {}
    for step in steps:
        if step.change.became is Became.WITHDRAWN:
            gone[step.change.id] = step
        elif step.change.became is Became.RESTORED:
            gone.pop(step.change.id, None)
    return "; the rest is no longer in the handbook." if gone else ""


def _renamed(library: Library, fate: Fate, links: list[Node]) -> Nodes:
    if fate.became is not Became.RENAMED:
        return ()
    return _paragraph("Renamed", f"{_since(library, fate)}: it is found under another name, as ", *links, ".")


def _words_now(library: Library, edition: Edition, fate: Fate, links: list[Node], compared: str) -> Nodes:
    if fate.changed:
        since = library.archive.changed_in(edition, fate.then.id)
        where = "" if since is None else f", first in {library.edition_words(since)}"
        place = " as it stands now, at another place." if fate.moved else " as it stands now."
        ways: list[Node] = []
        if compared:
            ways = [Text("You can "), element("a", "see what has changed", href=compared), Text(" or ")]
        ways.append(Text("read " if ways else "Read "))
        return _paragraph("Changed since", f"{where}. ", *ways, *listed(links), place)
    if told := changed_on_paper(library, edition, fate.then.id):
        said = f". Its own words are the same. {' '.join(told)} Read "
        return _paragraph("Changed since", said, *listed(links), " as it stands now.")
    if fate.moved:
        return _paragraph("Unchanged, and moved", ". The same words are now at ", *listed(links), ".")
    return _paragraph("Unchanged", ". The handbook says the same today: ", *listed(links), ".")


def changed_on_paper(library: Library, edition: Edition, name: str) -> tuple[str, ...]:
    """What has changed on a printed sheet beside its own words: in the words that it explains, or whom to ring."""
    sheet = edition.sheet.get(name)
    recall = recall_of(library.handbook, sheet.code) if sheet else None
    if recall is None or recall.now is None:
        return ()
    same = (recall.now.words, recall.now.help) == (recall.sheet.words, recall.sheet.help)
    return () if same else recall.changes


def reasons(library: Library, steps: Sequence[Step]) -> Nodes:
    """Why, in the words of those who changed it; more than one step is told in order."""
    told = [(step, step.change.reason) for step in steps if step.change.reason]
    if not told:
        return ()
    if len(told) == 1:
        return (element("p", element("strong", "Why: "), told[0][1]),)
    items = (
        element("li", f"{_capital(library.edition_words(step.edition))}: {step.change.became.value}. {reason}")
        for step, reason in told
    )
    return (element("p", element("strong", "How it came about:")), element("ul", *items))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def erratum_box(erratum: Erratum) -> Node:
    """A mistake in released editions, and what should have stood there."""
    editions = list(erratum.editions)
    names = listed([Text(name) for name in editions])
    which = ("Edition ", *names) if len(editions) == 1 else ("Editions ", *names)
    said: list[Node | str] = [*which, " said “", element("q", erratum.wrong, class_="bare"), "”. It should say “"]
    said += [element("q", erratum.right, class_="bare"), "”."]
    note = (element("p", erratum.note),) if erratum.note else ()
    title = f"Correction of {written_date(erratum.day)}"
    return element("div", element("p", title, class_="label"), element("p", *said), *note, class_="erratum")


def errata_of(library: Library, edition: Edition, name: str) -> Nodes:
    """The errata of a part (for a page, of its sections too) in one edition."""
    names = {name, *(part.id for part in edition.sections(name))}
    found = (one for one in library.handbook.ledger.errata if one.id in names and edition.name in one.editions)
    return tuple(erratum_box(one) for one in found)


def in_every_edition(library: Library, name: str, way: Way, here: str = "") -> Nodes:
    """The editions that hold an id, each with what it brought; `here` is the one that is being read."""
    archive = library.archive
    items: list[Node] = []
    turns = archive.turns(name)
    for edition, part, other in turns:
        what = "first said here" if not items else "other words" if other else "the same words"
        label = f"Edition {edition.name}"
        link: Node = element("a", label, href=way(frozen_address(edition, part.id)))
        if edition.name == here:
            link = element("strong", label, aria_current="page")
        items.append(element("li", link, f" of {written_date(edition.released)}: {what}"))
    if (now := archive.now.get(name)) is not None:
        last = archive.said[turns[-1][0].name][turns[-1][1].id] if turns else None
        same = "the same words" if archive.said[NOW][name] == last else "other words, in a draft"
        items.append(element("li", element("a", "Now", href=way(now.address)), f": {same}"))
    heading = element("h2", "In every edition", id="in-every-edition")
    return (element("section", heading, element("ul", *items), class_="sec flow"),) if items else ()
