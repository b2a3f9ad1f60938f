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


@lru_cache(maxsize=50_000)
def relative(address: str, page: str) -> str:
    """`address` as a link on the page at `page`, both from the site's root."""
    path, mark, fragment = address.partition("#")
    if path == page and mark:
        return f"#{fragment}"
    way = posixpath.relpath(path or ".", page or ".")
    if not path or path.endswith("/"):
        way = f"{way}/"
    return f"{way}{mark}{fragment}"


def public_address(handbook: Handbook, address: str) -> str:
    """The full address on the web; only the path while the public address is not set."""
    base = handbook.settings.address.rstrip("/")
    return f"{base}/{address}"
