"""The HTML that may stand in a page as it is written, and what is wrong with any other.

Names are those of HTML, MathML and SVG in small letters, as the HTML reader gives them. What is not named here could
run a program, ask another host for something, take what a reader types, or change how the page around it works; or it
is simply not known to be without harm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from handbook_build.model.nodes import Element, side_of_cell

ELEMENTS = frozenset(
    "a abbr address article aside audio b bdi bdo big blockquote br caption center cite code col colgroup data dd del "
    "details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hgroup hr i img input ins kbd "
    "label li main mark menu nav ol p picture pre q rp rt ruby s samp section small source span strike strong sub "
    "summary sup table tbody td tfoot th thead time tr track tt u ul var video wbr".split()
)
# Those of a drawing, inside `<svg>` alone.
DRAWN = frozenset(
    "svg g path rect circle ellipse line polyline polygon text tspan textpath title desc defs use symbol marker "
    "clippath lineargradient radialgradient stop mask pattern".split()
)
EVERYWHERE = frozenset(
    "class id title lang xml:lang dir hidden role translate tabindex align valign width height "
    "data-block data-title data-claim data-defines data-false data-outcome data-term data-lang data-for".split()
)
OF_ELEMENT = {
    "a": "href name download hreflang type rel target referrerpolicy",
    "audio": "src controls preload loop muted",
    "blockquote": "cite",
    "col": "span",
    "colgroup": "span",
    "data": "value",
    "del": "cite datetime",
    "details": "open name",
    "font": "color face size",
    "hr": "size noshade",
    "img": "src srcset sizes alt loading decoding border hspace vspace",
    "input": "type checked disabled",
    "ins": "cite datetime",
    "label": "for",
    "li": "value type",
    "ol": "start type reversed compact",
    "q": "cite",
    "source": "src srcset sizes type media",
    "table": "border cellpadding cellspacing summary frame rules",
    "td": "colspan rowspan headers abbr axis scope nowrap",
    "th": "colspan rowspan headers abbr axis scope nowrap",
    "time": "datetime",
    "track": "src kind srclang label default",
    "ul": "type compact",
    "video": "src controls preload loop muted poster playsinline",
}
_OF_ELEMENT = {tag: frozenset(names.split()) for tag, names in OF_ELEMENT.items()}
OF_DRAWING = frozenset(
    "xmlns xmlns:xlink version viewbox preserveaspectratio x y x1 x2 y1 y2 cx cy r rx ry fx fy dx dy d points "
    "transform gradienttransform gradientunits patterntransform patternunits patterncontentunits clippathunits "
    "maskunits maskcontentunits spreadmethod offset pathlength refx refy markerwidth markerheight markerunits "
    "orient rotate textlength lengthadjust startoffset method spacing focusable fill fill-opacity fill-rule "
    "stroke stroke-width stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray stroke-dashoffset "
    "stroke-opacity opacity color clip-path clip-rule mask marker-start marker-mid marker-end stop-color stop- "
    "opacity font-family font-size font-style font-weight letter-spacing word-spacing text-anchor text-decoration "
    "dominant-baseline alignment-baseline baseline-shift visibility display overflow vector-effect shape- "
    "rendering text-rendering paint-order href xlink:href".split()
)
# Schemes of what a reader may follow; nothing stands for a place of the handbook.
SCHEMES = frozenset(("", "http", "https", "mailto", "tel", "sms"))
# Attributes whose value is an address; a browser asks by itself for those that are loaded.
_ADDRESSES = frozenset("href src action formaction data poster background cite ping longdesc manifest".split())
_LOADED = frozenset("src srcset imagesrcset poster background".split())
# Browsers pass over these in an address.
_PASSED_OVER = re.compile("[\x00-\x20\x7f-\xa0\xad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufffd]")
_LOADS = re.compile(r"url\s*\(\s*['\"]?\s*(?!#)|image-set|image\s*\(|@import|expression\s*\(|\\", re.IGNORECASE)

UNSAFE_HTML, UNSAFE_LINK, ELSEWHERE, STYLE = "unsafe-html", "unsafe-link", "loaded-from-elsewhere", "inline-style"


class Fault(NamedTuple):
    """What is wrong with an element: the name of the check that tells it, the attribute at fault (none when it is the
    element itself), and the words for it.
    """

    check: str
    attribute: str
    message: str
    hint: str


def faults(node: Element, drawn: bool) -> Iterator[Fault]:
    """What is wrong with an element; `drawn` when it stands in a drawing."""
    known = node.tag in ELEMENTS or (node.tag in DRAWN and (drawn or node.tag == "svg"))
    if not known or (node.tag == "input" and not _is_tick(node)):
        yield Fault(UNSAFE_HTML, "", f"the element `<{node.tag}>` is not allowed in a page", "use Markdown and blocks")
    for name, value in node.attributes:
        yield from _of_attribute(node, name, value, known)


def _is_tick(node: Element) -> bool:
    """A box of a list of tasks, which nobody can tick."""
    names = [name for name, _ in node.attributes]
    return node.get("type").lower() == "checkbox" and "disabled" in names


def _of_attribute(node: Element, name: str, value: str, known: bool) -> Iterator[Fault]:
    plain = name.lower().rpartition(":")[2]
    if plain in _ADDRESSES and not is_safe(value):
        message = f"the address `{_shown(value)}` is not safe to follow"
        yield Fault(UNSAFE_LINK, name, message, "use a web address")
    elif (plain in _LOADED or (plain == "href" and node.tag in DRAWN)) and (far := _elsewhere(plain, value)):
        message = f"`{far[:80]}` is on another host, so readers do not get it"
        yield Fault(ELSEWHERE, name, message, "put a copy into the content folder, or link to it in words")
    elif plain == "style":
        # That is how Markdown itself says on which side a column stands.
        if not side_of_cell(node):
            hint = "use a block, or a class and a style sheet of your own"
            yield Fault(STYLE, name, f"the `style` of `<{node.tag}>` is left out", hint)
    elif known and (not is_known(node.tag, name.lower()) or (node.tag in DRAWN and _LOADS.search(value))):
        # Of an element that is refused, its attributes are as well.
        message = f"the attribute `{name}` is not allowed in a page"
        yield Fault(UNSAFE_HTML, name, message, "use Markdown and blocks")


def is_known(tag: str, attribute: str) -> bool:
    """Whether an attribute, by its name in small letters, may stand at an element."""
    if attribute in EVERYWHERE or re.fullmatch("aria-[a-z]+", attribute):
        return True
    return attribute in (OF_DRAWING if tag in DRAWN else _OF_ELEMENT.get(tag, ()))


def is_safe(address: str) -> bool:
    """Whether a reader may be led to an address."""
    try:
        return urlsplit(_PASSED_OVER.sub("", address)).scheme.lower() in SCHEMES
    except ValueError:
        return False


def is_elsewhere(address: str) -> bool:
    """Whether a browser would ask another host for an address, or anything that is no file of the site."""
    plain = _PASSED_OVER.sub("", address).replace("\\", "/")
    return plain.startswith("//") or bool(re.match(r"[a-z][a-z0-9+.-]*:", plain, re.IGNORECASE))


def _elsewhere(name: str, value: str) -> str:
    """The first address of an attribute that is on another host."""
    parts = value.split(",") if name.endswith("srcset") else [value]
    addresses = (part.split()[0] if name.endswith("srcset") else part for part in parts if part.strip())
    return next(("".join(one.split()) for one in addresses if is_elsewhere(one)), "")


def _shown(address: str) -> str:
    return "".join(address.split())[:60]
