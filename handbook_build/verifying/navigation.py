"""The navigation as it came out: its pages are there, named, in their order, and every page can be reached."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from handbook_build.verifying.links import Fault
from handbook_build.verifying.site import AT, HOME, NOT_FOUND, Looked

UNREACHED, UNNAMED, DISORDERED = "page-out-of-reach", "page-without-heading", "navigation-order"


def name_faults(site: Looked, pages: Sequence[str]) -> Iterator[Fault]:
    """Pages without a title, and `pages` that have no main heading, or several."""
    headed = set(pages)
    for address, held in site.held.items():
        if not address.endswith(".html"):
            continue
        if not held.title:
            yield Fault(UNNAMED, address, "the page has no title, so a tab and a history call it by its address", TITLE)
        if address in headed and held.headings != 1:
            told = f"{held.headings} main headings (`h1`)" if held.headings else "no main heading (`h1`)"
            yield Fault(UNNAMED, address, f"the page has {told}, by which it is known to who hears it", HEADING)


TITLE = "the template of the page gives it one in `<title>`"
HEADING = "the title of the page is its one `h1`; write headings of the page with `##`"


def reach_faults(site: Looked) -> Iterator[Fault]:
    """Pages that no way leads to from the home page."""
    if HOME not in site.held:
        yield Fault(UNREACHED, HOME, "the site has no home page", "write `index.md`, from which readers set out")
        return
    reached, ahead = {HOME}, [HOME]
    while ahead:
        for target in site.held[ahead.pop()].targets.split("\n"):
            place = target.partition(AT)[0]
            if place not in reached and place.endswith(".html") and place in site.held:
                reached.add(place)
                ahead.append(place)
    for address, held in site.held.items():
        if address.endswith(".html") and address not in reached and not held.stands_alone and address != NOT_FOUND:
            hint = "name it in `nav`, or lead to it from a page that readers come to"
            yield Fault(UNREACHED, address, "no link leads here from the home page, by whichever way", hint)


def order_faults(site: Looked, pages: Sequence[str]) -> Iterator[Fault]:
    """Pages of the navigation that are missing, or that another page lists in another order."""
    for address in pages:
        if address not in site.held:
            yield Fault(DISORDERED, address, "the page stands in `nav` and was not written", "build the site anew")
    place = {address: at for at, address in enumerate(pages)}
    for address in pages:
        for group in site.held[address].navigation.split("\n\n") if address in site.held else ():
            listed = [one for one in dict.fromkeys(group.split("\n")) if one in place and one != HOME]
            wrong = next(
                (pair for pair in pairwise(listed) if place[pair[0]] > place[pair[1]] and not _leads_a_part(*pair)),
                None,
            )
            if wrong:
                message = f"a list of pages has {wrong[0]} before {wrong[1]}, and `nav` the other way round"
                yield Fault(DISORDERED, address, message, "the template lists pages in the order of `nav`")


def _leads_a_part(one: str, other: str) -> bool:
    """Whether a page is that of the folder in which the other lies, and goes before it wherever `nav` has it."""
    return other.startswith(one.removesuffix(HOME))
