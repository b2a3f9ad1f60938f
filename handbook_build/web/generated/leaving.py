"""What leaving a page hides and what it does not, in general words that hold for every browser.

Who reads this may be in danger, and may have little time: what to do stands before what could be seen, nothing here
alarms, and no step is told whose undoing somebody might notice without saying so.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from handbook_build.citing.bibliography import Bibliography
from handbook_build.drawing import number_link
from handbook_build.handouts import help_line
from handbook_build.linking.addresses import page_address, relative
from handbook_build.model.handbook import GENERATED, LEAVING, OFFLINE, Handbook
from handbook_build.model.nodes import Element, Node, Nodes, element
from handbook_build.web.generated.page import GeneratedPage

SUMMARY = "The button hides a page at once. It does not hide that you were here."

WHAT_IT_DOES = (
    "Some pages have a button, “Leave this page”. It hides the page at once and opens another site, {host}. Pressing "
    "the Shift key three times does the same.",
    "The Back button does not return to the page you left. It may lead to a page that you opened before it. Where "
    "JavaScript is off, the button is a plain link, Shift does nothing, and Back returns to the page.",
)
WHAT_TO_DO = (
    (
        "Before you read",
        "Open a private window. The menu of the browser may call it private, incognito or InPrivate. Once you close "
        "all private windows, the browser keeps no history of them. Files that you downloaded stay, and a network or "
        "watching software sees as much as before.",
    ),
    (
        "Afterwards",
        "You can take single lines out of the history: open it from the menu of the browser, look for {title}, and "
        "remove those lines. A history that is suddenly empty may be noticed, and so may one line that is missing. "
        "Look through your downloads as well.",
    ),
    (
        "Safer than both",
        "Use a device that they cannot reach: a telephone of a friend, or a computer in a library.",
    ),
)
ON_THE_DEVICE = (
    (
        "The history",
        "It has the address of every page you opened, and its title. On pages with the button the title is only the "
        "name of the handbook. The address still says what the page is about.",
    ),
    ("Other pages and tabs", "Leaving closes one page. Pages you opened before, and other tabs, stay."),
    (
        "Downloads",
        "A sheet that you downloaded stays in its folder, and in the browser’s list. If you open it in the browser, "
        "the title of the sheet may stand in the history.",
    ),
    (
        "What is offered as you type",
        "The browser may offer addresses that you visited, and words that you typed before. A search engine may keep "
        "what you asked it.",
    ),
    (
        "Your other devices",
        "If you are signed in to the browser, your other devices, or a family’s, may show the same history and tabs.",
    ),
)
KEPT_COPY = (
    "A copy for offline",
    "If you kept the handbook on this device, leaving does not remove it, and anybody who uses the device can find it. "
    "The page that keeps it can remove it. Where you may have to leave quickly, it is safer to keep no copy.",
)
ELSEWHERE = (
    (
        "The network",
        "Whoever runs the router at home, at school or at work may see that this site was visited, and when.",
    ),
    (
        "Watching software",
        "Some software shows another person the screen, what you type or where you are. Nothing here hides from it, "
        "and changing a device that is watched may be noticed.",
    ),
    ("The telephone", "A call or a text can stand in the telephone’s own list, and on the bill."),
)
TALKING = (
    "You can think this through with somebody on the telephone, from one that is not yours if that is safer.",
    "If a number should not be found afterwards, take it out of the list of calls.",
)


def page(handbook: Handbook, bibliography: Bibliography) -> GeneratedPage:
    host = urlsplit(handbook.settings.exit_address).hostname or ""
    stays = (*ON_THE_DEVICE, *((KEPT_COPY,) if OFFLINE in handbook.generated else ()))
    does = (element("p", words.format(host=host)) for words in WHAT_IT_DOES)
    to_do = ((what, words.format(title=f"“{handbook.settings.title}”")) for what, words in WHAT_TO_DO)
    body = (
        _section("What the button does", "what-leaving-does", *does),
        _section("What you can do", "around-leaving", _list(to_do)),
        _section("What stays on the device", "what-stays", _list(stays), *_offline_link(handbook)),
        _section("What others may see", "what-others-see", _list(ELSEWHERE)),
        _section("Somebody to talk to", "talking-it-through", *_talking(handbook)),
    )
    return GeneratedPage(LEAVING, GENERATED[LEAVING], SUMMARY, body, can_be_left=True)


def _section(title: str, name: str, *content: Node) -> Element:
    return element("section", element("h2", title, id=name), *content, class_="sec flow")


def _list(pairs: Iterator[tuple[str, str]] | tuple[tuple[str, str], ...]) -> Element:
    rows = (element("div", element("dt", what), element("dd", words)) for what, words in pairs)
    return element("dl", *rows, class_="stays")


def _offline_link(handbook: Handbook) -> Nodes:
    if OFFLINE not in handbook.generated:
        return ()
    there = relative(page_address(OFFLINE), page_address(LEAVING))
    return (element("p", element("a", handbook.generated[OFFLINE], href=there)),)


def _talking(handbook: Handbook) -> Iterator[Node]:
    """The first numbers, those of lines for people who are being hurt, and the way to all of them."""
    yield from (element("p", words) for words in TALKING)

    def link(place: str, shown: str) -> Node:
        return element("a", handbook.help_page.front.title if handbook.help_page else shown, href=_to(place))

    known = help_line(handbook, named=link)
    yield from known
    hurt = [line for line in handbook.help.lines if line.kind == "abuse" and line.number]
    if hurt:
        lines = (element("li", f"{line.service} ({line.country}): ", number_link(line)) for line in hurt)
        yield element("p", "Lines for people whom somebody is hurting:")
        yield element("ul", *lines, class_="hurt")
    if handbook.help_page and not known:
        yield element("p", link(page_address(handbook.help_page.path), ""))


def _to(place: str) -> str:
    return relative(place, page_address(LEAVING))
