"""Where a page stands on the site. Addresses are relative to the site's root and end with a slash."""

from __future__ import annotations

import posixpath
from functools import lru_cache
from urllib.parse import quote, urlsplit

from handbook_build.model.handbook import Handbook, Target


def is_outside(address: str) -> bool:
    """Whether an address leads out of the handbook: to the web, to mail, to a telephone."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return True
    return bool(parts.scheme or parts.netloc)


def page_address(path: str) -> str:
    """`the-frame/breaks.md` becomes `the-frame/breaks/`; an index page stands for its folder."""
    stem = path.removesuffix(".md")
    folder, _, name = stem.rpartition("/")
    place = folder if name in ("index", "README") else stem
    return quote(f"{place}/") if place else ""


def target_address(target: Target) -> str:
    """The address of a target; a page's own id needs no fragment."""
    base = page_address(target.page)
    return base if target.is_page else f"{base}#{quote(target.id)}"


def address_for_templates(target: Target) -> str:
    """The same for the filter `url` of a template, to which a bare fragment is a place on the page that it fills."""
    address = target_address(target)
    return f"./{address}" if address.startswith("#") else address


def permanent_address(name: str) -> str:
    """The address of a page, section or handout that stays when its place changes: `s/ending-plan/`."""
    return f"s/{name}/"


def passage_id(part: str, number: int) -> str:
    """The id of a numbered passage on the page on which its part stands: `ending-plan-p3`."""
    return f"{part}-p{number}"


@lru_cache(maxsize=50_000)
def relative(address: str, page: str) -> str:
    """`address` as a link on the page at `page`, both from the site's root."""
    path, mark, fragment = address.partition("#")
    if path == page and mark:
        return f"#{fragment}"
    return f"{_way(path, page)}{mark}{fragment}"


def _way(path: str, page: str) -> str:
    """As posixpath.relpath tells it for two addresses without dots, in a fraction of its time."""
    if "./" in path or "./" in page or "//" in path:
        way = posixpath.relpath(path or ".", page or ".")
        return f"{way}/" if not path or path.endswith("/") else way
    there, here = path.split("/"), page.rstrip("/").split("/") if page else []
    last = there.pop()
    shared = 0
    while shared < min(len(there), len(here)) and there[shared] == here[shared]:
        shared += 1
    steps = [".."] * (len(here) - shared) + there[shared:]
    return "/".join([*steps, last]) if steps else last or "./"


def public_address(handbook: Handbook, address: str) -> str:
    """The full address on the web; only the path while the public address is not set."""
    base = handbook.settings.address.rstrip("/")
    return f"{base}/{address}"


def typed_address(address: str) -> str:
    """A full address as a reader would type it."""
    return address.removeprefix("https://").removeprefix("http://")


def plain_address(address: str) -> str:
    """A full address in ASCII alone, as programs of every age read it; as it is where its domain has no such form."""
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").encode("idna").decode(), f":{parts.port}" if parts.port else ""
    except ValueError:
        return address
    rest = quote(parts._replace(scheme="", netloc="").geturl(), safe="%/?#[]@!$&'()*+,;=:~")
    return f"{parts.scheme}://{host}{port}{rest}" if host and ":" not in host else address
