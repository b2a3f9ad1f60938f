"""What the site keeps, sends and asks: five sentences, then what each control can keep, and a button to remove it.

The sentences are true of the templates and scripts that come with the tool. A handbook that brings others, or
whose owner has more to say, writes `privacy.md` itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from handbook_build.citing.bibliography import Bibliography
from handbook_build.linking.addresses import page_address
from handbook_build.model.handbook import GENERATED, LEAVING, OFFLINE, PACK, PRIVACY, Handbook
from handbook_build.model.nodes import Element, Node, Nodes, Text, element
from handbook_build.web.body import Renderer
from handbook_build.web.generated.pack import KEEP
from handbook_build.web.generated.page import GeneratedPage
from handbook_build.web.readers import readers_of_all

SUMMARY = "What this site keeps, what it sends, and what others can see all the same."
SENTENCES = (
    "Every page, picture, typeface and script comes from the server of this handbook, and no other is asked for "
    "anything.",
    "These pages set no cookies, and have no accounts, no advertisements and nothing that counts visits.",
    "{kept}",
    "What you search for and what you write on a sheet stays in the page that is open: it is not sent, it stands in "
    "no address, and it is gone when you close the page.",
    "Three others can still see something: whoever runs the server, which pages are asked for and from which "
    "network; whoever runs your network, that this site is visited; and whoever can use or watch your device, what "
    "was opened on it.",
)
NOTHING_KEPT = "Nothing is kept on your device by this site."
KEPT_WHEN_ASKED = (
    "Nothing is kept on your device by this site unless you choose it with a control that says so, and the button "
    "below removes all of it."
)
ADDRESS = "The address of a page says which page it is, and a link to a section says which section."
OF_A_PACK = "A link to a pack names its sheets, after a # that browsers do not send to the server."
OF_A_READER = (
    "If you choose to see passages for one kind of reader, `?for=` and that reader stand in the address, where the "
    "server can see them."
)
LINKS = "Links to other sites do not tell them that you come from here. What those sites do is theirs."
OTHERS = (
    (
        "The server",
        "Servers often write down which page was asked for, when, and from which network address. We cannot see from "
        "these pages whether this one does.",
    ),
    (
        "The network",
        "A school, an employer, a family’s router or a provider of mobile data can see that this site is visited. "
        "Where the address begins with https they cannot see which page, or what it says.",
    ),
    (
        "The device",
        "Your browser keeps a history, its own copies of pages, and the files that you download. A private window "
        "keeps less of it. Software that watches a device sees what you see.",
    ),
)
PUBLISHING = (
    "Keep no log of visits, or one without network addresses and without what stands after a question mark; people "
    "read here about being harmed. Send the headers that the build writes ({files}), and serve every page over "
    "https."
)
UNTRIED = (
    "Each page of our own handbook is opened in Chromium while its requests, its cookies and its storage are watched. "
    "Firefox, Safari and real telephones were not tried. Nobody from outside has looked at this site for its privacy."
)


@dataclass(frozen=True, slots=True)
class Keeper:
    """A control that can keep something: the page it stands on, by its path, the words on it, what it keeps, and how
    the names begin under which it does. All of them begin with `handbook-`.
    """

    page: str
    control: str
    keeps: str
    name: str


def keepers(handbook: Handbook) -> Iterator[Keeper]:
    """The controls of this handbook that keep something, when a reader asks them to."""
    if handbook.handouts and PACK in handbook.generated:
        keeps = "the name, telephone number and hours of a practice"
        yield Keeper(PACK, KEEP, keeps, "handbook-practice")
    if handbook.help_page and len(handbook.help.countries) > 1:
        keeps = "the country that you chose, so that Help now leads to its numbers"
        yield Keeper(handbook.help_page.path, "Remember this country on this device", keeps, "handbook-country")
    if OFFLINE in handbook.generated:
        keeps = "a copy of the handbook, and the small program that shows it without a connection"
        yield Keeper(OFFLINE, "Keep for offline", keeps, "handbook-offline")


def page(handbook: Handbook, bibliography: Bibliography) -> GeneratedPage:
    renderer = Renderer(handbook, bibliography, PRIVACY)
    found = tuple(keepers(handbook))
    kept = KEPT_WHEN_ASKED if found else NOTHING_KEPT
    five = element("ol", *(element("li", one.format(kept=kept)) for one in SENTENCES), class_="five")
    body = (
        element("div", five, class_="sec flow"),
        *((_section("What can be kept", "kept", *_kept(handbook, found, renderer)),) if found else ()),
        _section("What an address says", "addresses", *(element("p", *_coded(one)) for one in _addresses(handbook))),
        _section("What others can see", "others", _others(), *_more(handbook, renderer)),
        _section("If you publish this handbook", "publishing", element("p", *_publishing())),
        _section("What was not tried", "not-tried", element("p", UNTRIED)),
    )
    return GeneratedPage(PRIVACY, GENERATED[PRIVACY], SUMMARY, body)


def _section(title: str, name: str, *content: Node) -> Element:
    return element("section", element("h2", title, id=name), *content, class_="sec flow")


def _kept(handbook: Handbook, found: tuple[Keeper, ...], renderer: Renderer) -> Nodes:
    """Each control, and the button, which stays hidden until the script is there that works it."""
    button = element("button", "Remove all of it from this device", class_="btn main", type="button")
    return (
        element("ul", *(_keeper(one, handbook, renderer) for one in found), class_="plain kept-list"),
        element(
            "div",
            element("p", class_="kept-told", role="status", tabindex="-1"),
            button,
            class_="kept-clear",
            hidden="",
        ),
        element(
            "p",
            "Your browser can remove it as well: its settings have a list of sites that keep something. There it "
            "stands under the address of this site.",
            class_="small",
        ),
    )


def _keeper(one: Keeper, handbook: Handbook, renderer: Renderer) -> Element:
    known = handbook.by_path.get(one.page)
    title = known.front.title if known else GENERATED.get(one.page, one.control)
    link = element("a", title, href=renderer.to(page_address(one.page)))
    where = (link,) if title == one.control else (link, Text(f", “{one.control}”"))
    name = element("p", "Its name begins with ", element("code", one.name), Text("."), class_="small muted")
    now = element("p", element("strong", "It is kept on this device now."), hidden="", class_="kept-now")
    return element("li", element("p", *where, Text(f": {one.keeps}.")), name, now, data_kept=one.name)


def _addresses(handbook: Handbook) -> Iterator[str]:
    """What stands in addresses, as far as this handbook has it."""
    yield ADDRESS
    if handbook.handouts and PACK in handbook.generated:
        yield OF_A_PACK
    if readers_of_all(handbook):
        yield OF_A_READER
    yield LINKS


def _more(handbook: Handbook, renderer: Renderer) -> Iterator[Node]:
    """The way to the page about leaving, where there is one."""
    if LEAVING in handbook.generated:
        link = element("a", GENERATED[LEAVING], href=renderer.to(page_address(LEAVING)))
        yield element("p", link, " says what stays on a device, and what you can do about it.")


def _others() -> Element:
    pairs = (node for who, what in OTHERS for node in (element("dt", who), element("dd", what)))
    return element("dl", *pairs, class_="seen-by")


def _publishing() -> Iterator[Node]:
    before, _, after = PUBLISHING.partition("{files}")
    yield from (Text(before), element("code", "_headers"), Text(" or "), element("code", "headers.nginx.conf"))
    yield Text(after)


def _coded(words: str) -> Iterator[Node]:
    """Words with what stands between two grave accents as code."""
    for at, part in enumerate(words.split("`")):
        yield element("code", part) if at % 2 else Text(part)
