"""What a reader without a connection is shown at an address that the kept copy does not have."""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.linking.addresses import page_address
from handbook_build.model.handbook import A_TO_Z, OFFLINE
from handbook_build.model.nodes import element
from handbook_build.web.framed.library import Library
from handbook_build.web.framed.page import FramedPage
from handbook_build.web.framed.telling import way_from

ADDRESS = f"{page_address(OFFLINE)}not-kept/"
TITLE = "This page is not kept on this device"
SUMMARY = "You have no connection just now, and the copy on this device does not have this page."


def pages(library: Library) -> Iterator[FramedPage]:
    """One, where readers can keep the handbook."""
    handbook = library.handbook
    if OFFLINE not in handbook.generated:
        return
    way, helping = way_from(ADDRESS), handbook.help_page
    ways = [("Start here", ""), ("Every page and word, A to Z", page_address(A_TO_Z))]
    if helping:
        ways.append((helping.front.title, page_address(helping.path)))
    links = (element("li", element("a", element("span", words), href=way(to))) for words, to in ways)
    again = element("p", "When you are connected again, go back and choose it once more.")
    here = (element("h2", "What is here now", id="here-now"), element("ul", *links, class_="plain links"))
    body = (element("div", again, class_="sec flow"), element("section", *here, class_="sec flow"))
    yield FramedPage(ADDRESS, TITLE, SUMMARY, body)
