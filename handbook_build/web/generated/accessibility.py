"""Who can use the pages, who may not, what to do then, and each criterion of WCAG 2.2 with how it is held.

What it says is true of the templates, styles and scripts that come with the tool. A handbook that brings others, or
has more to say, writes `accessibility.md` itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from handbook_build.citing.bibliography import Bibliography
from handbook_build.linking.addresses import page_address
from handbook_build.model.day import written_date
from handbook_build.model.handbook import ACCESSIBILITY, CHANGES_FEED, GENERATED, HANDOUTS, Handbook
from handbook_build.model.nodes import Element, Node, Nodes, Text, element
from handbook_build.web.body import Renderer
from handbook_build.web.generated.criteria import (
    GONE_THROUGH,
    MADE,
    NOT_MET,
    NOT_TESTED,
    TESTED,
    Criterion,
    criteria_of,
)
from handbook_build.web.generated.page import GeneratedPage
from handbook_build.web.tables import scrolling, with_named_tables

SUMMARY = "What works for whom, what was not tried, and what to do if you cannot use a page."
WORKS = (
    "Everything can be done with a keyboard, and what has the focus has a ring that is easy to see.",
    "Pages can be enlarged to 400 %, and letters alone to 200 %. Nothing is cut off, and you need not scroll sideways; "
    "wide tables scroll in boxes of their own.",
    "Text has a contrast of at least 7 to 1, in light and dark, and pages keep to the colours that your device sets.",
    "What you press is at least 44 pixels wide and high, but for links inside sentences.",
    "No letter key does anything by itself, so nothing happens by mistake if you speak to your device.",
    "Nothing moves by itself, nothing flashes, nothing runs out, and no page needs to be answered in time.",
    "Words of the trade lead to what they mean.",
    "Without JavaScript every page can be read, found through A to Z, and printed.",
)
MISSING = (
    "No screen reader was tried. Pages are built as the standards ask, and programs check that; how they sound, we do "
    "not know.",
    "Only Chromium was tried: no Firefox, no Safari, no real telephone, no voice control, no switch.",
    "No people with disabilities have tried these pages for us yet.",
    "There is no Easy Read, no sign language and no recorded voice.",
    "Passages for counsellors and trainers use long words and have no plainer form.",
)
PRINTING = "Print the page: menus and buttons stay off the paper, answers and explanations of words come onto it."
LARGE = "Take a handout in large print (18 point), as Word or as plain text: each is among {handouts}."
MARKDOWN = "Take the words alone: write `index.md` after the address of a page, and it comes as plain text."
CALLING = "Ring somebody: {help} has numbers, and says which of them also answer by text."
BIG = "Use the reading view of your browser. The pages are made so that it finds the text."
REACHED = "If something is hard to use, please tell us: {contact}. Say which page it was and what you use to read."
UNREACHED = (
    "This handbook does not say yet how to reach those who edit it. Whoever gave it to you may be able to pass on what "
    "does not work."
)
CLAIM = (
    "The Web Content Accessibility Guidelines (WCAG 2.2) are a list of things to get right. This table says for each "
    "one how we know. It claims no level as a whole, and nobody from outside has examined it."
)
TRIED = (
    "“{tested}” means one page of each kind or every page of the tool’s own handbook, in Chromium. “{made}” means that "
    "there is one template, script or style for it, which cannot do otherwise. The words and pictures of a handbook "
    "are its authors’ own, and no program can tell how good they are."
)
APART = (
    "Left out, because the pages have nothing to which they apply: sound and video (1.2.1 to 1.2.9, 1.4.2, 1.4.7), "
    "movement of the device (2.5.4), contracts and payments (3.3.4), and signing in (3.3.8, 3.3.9). Of the criteria of "
    "level AAA those stand here that matter most to the readers of such a handbook."
)
COLUMNS = ("Criterion", "Level", "How it is held", "What there is to say")


def page(handbook: Handbook, bibliography: Bibliography, exports: Collection[str] = ()) -> GeneratedPage:
    renderer = Renderer(handbook, bibliography, ACCESSIBILITY)
    body = (
        _section("What works", "what-works", _list(WORKS)),
        _section("What was not tried, and what is missing", "not-tried", _list(MISSING)),
        _section("If you cannot use a page", "if-not", _list(_instead(handbook, exports, renderer))),
        _section("Tell us", "tell-us", element("p", *_contact(handbook))),
        _section("Point by point", "criteria", *_table(handbook.settings.language)),
    )
    return GeneratedPage(ACCESSIBILITY, GENERATED[ACCESSIBILITY], SUMMARY, with_named_tables(body))


def _section(title: str, name: str, *content: Node) -> Element:
    return element("section", element("h2", title, id=name), *content, class_="sec flow")


def _list(items: Collection[str] | Iterator[Nodes]) -> Element:
    return element("ul", *(element("li", *((one,) if isinstance(one, str) else one)) for one in items))


def _instead(handbook: Handbook, exports: Collection[str], renderer: Renderer) -> Iterator[Nodes]:
    """Other ways to the same words, as far as this handbook has them."""
    yield (Text(PRINTING),)
    if handbook.handouts:
        to = element("a", "the handouts", href=renderer.to(page_address(HANDOUTS)))
        yield _filled(LARGE, to)
    if CHANGES_FEED in exports:  # small files are written where the feed is
        before, code, after = MARKDOWN.split("`")
        yield (Text(before), element("code", code), Text(after))
    yield (Text(BIG),)
    if handbook.help_page:
        to = element("a", handbook.help_page.front.title, href=renderer.to(page_address(handbook.help_page.path)))
        yield _filled(CALLING, to)


def _contact(handbook: Handbook) -> Nodes:
    contact = handbook.settings.contact
    if not contact:
        return (Text(UNREACHED),)
    is_form = "//" in contact
    address = contact if is_form else f"mailto:{contact.removeprefix('mailto:')}"
    words = "here is the way to reach us" if is_form else contact.removeprefix("mailto:")
    return _filled(REACHED, element("a", words, href=address))


def _filled(sentence: str, link: Element) -> Nodes:
    """A sentence with a link in place of what stands in braces."""
    before, _, rest = sentence.partition("{")
    return Text(before), link, Text(rest.partition("}")[2])


def _table(language: str) -> Nodes:
    head = element("thead", element("tr", *(element("th", words, scope="col") for words in COLUMNS)))
    rows = element("tbody", *map(_row, criteria_of(language)))
    return (
        element("p", CLAIM),
        element("p", TRIED.format(tested=TESTED, made=MADE)),
        scrolling(element("table", head, rows, class_="criteria")),
        element("p", APART),
        element("p", f"Last gone through on {written_date(GONE_THROUGH)}.", class_="small muted"),
    )


def _row(one: Criterion) -> Element:
    held = element("strong", one.held) if one.held in (NOT_MET, NOT_TESTED) else Text(one.held)
    return element(
        "tr",
        element("th", f"{one.number} {one.name}", scope="row"),
        element("td", one.level, data_column=COLUMNS[1]),
        element("td", held, data_column=COLUMNS[2]),
        element("td", one.note, data_column=COLUMNS[3]),
    )
