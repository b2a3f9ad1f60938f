"""The same handbook made by each engine, and how their sites differ: in nothing but what is listed here."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from urllib.parse import unquote, urljoin

from lxml import html

from tests.tiny import Tiny

PROJECT = Path(__file__).parent.parent
HANDBOOKS = sorted(path for path in (PROJECT / "tests/handbooks").iterdir() if path.is_dir())
AUTO, MKDOCS, ZENSICAL = "auto", "mkdocs", "zensical"

Site = Mapping[str, bytes]


def finished(root: Path, at: Path, engine: str, *options: str, like: Path | None = None) -> Site:
    """The site of a handbook as an engine makes it, at a place of its own; what was printed and cited at another place
    that is `like` it need not be made again.
    """
    made = Tiny(at)
    shutil.copytree(root / "content", made.root / "content")
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
    if "theme:" not in settings:
        settings += "\ntheme:\n  name: material\n"
    if (root / "overrides").exists():
        shutil.copytree(root / "overrides", made.root / "overrides")
    made.write({"mkdocs.yml": settings})
    if like is not None:
        shutil.copytree(like / ".handbook/cache", made.root / ".handbook/cache")
    result = made.run("build", "--engine", engine, *options)
    assert result.returncode == 0, result.stdout + result.stderr
    return files_of(made.root / "site")


def files_of(folder: Path) -> Site:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@dataclass(frozen=True)
class Difference:
    """Something that two engines write in two ways: why, and how both look when it is written in one."""

    name: str
    reason: str
    alike: Callable[[str], str]


# The beginning of an address, up to its first quote.
_ADDRESS = r'(?<=\s)((?:href|src|data-[a-z]+)=")'


def _exchanged(pattern: str, other: str) -> Callable[[str], str]:
    expression = re.compile(pattern)
    return lambda text: expression.sub(other, text)


_ESCAPES = {"&#39;": "'", "&#x27;": "'", "&#34;": '"', "&quot;": '"', "&#x2f;": "/"}
_ESCAPE = re.compile("|".join(map(re.escape, _ESCAPES)))

_FROM_HERE = _exchanged(rf"{_ADDRESS}(?:\./)+", r"\1")
_TO_HERE = _exchanged(rf'{_ADDRESS}(?=")', r"\1.")
_TO_ITSELF = _exchanged(rf'{_ADDRESS}\.\./[^"/]*[()][^"/]*/', r"\1")

# Between pages of our own engine and of Zensical. Whoever reads HTML or follows a link notices none of them.
DIFFERENCES = (
    Difference(
        "escapes",
        "MiniJinja writes ' and / as other numbers than Jinja does, or as a number where Jinja has none",
        lambda text: _ESCAPE.sub(lambda found: _ESCAPES[found[0]], text),
    ),
    Difference(
        "brackets",
        "Zensical writes ( and ) in an address as they are, MkDocs as %28 and %29, which lead to the same file; so it "
        "does not know a page with such a name again, and leads from it to itself by way of the folder above",
        lambda text: _TO_ITSELF(text.replace("%28", "(").replace("%29", ")")),
    ),
    Difference(
        "here",
        "Zensical begins an address with ./ where MkDocs begins with the first folder, and leads from a page to itself "
        "by ././, or from the first page to itself by nothing",
        lambda text: _TO_HERE(_FROM_HERE(text)),
    ),
    Difference(
        "root",
        "on the page for what is not found, MkDocs leads to the root by /. and Zensical by /",
        _exchanged(rf'{_ADDRESS}(/(?:[^"]*/)?)\.(?=")', r"\1\2"),
    ),
)
# Files that hold pages, or the sums of their bytes, and so differ where these do.
MADE_OF_PAGES = ("offline/copy.json", "offline/copy-*.bin", "build.json", "book/*.zip", "*.html.gz", "*.html.br")
# The page that says how large the copy for offline is.
SAYS_SIZES = re.compile(r"It takes [\d.,]+ MB to fetch, and [\d.,]+ MB on this device")


def listed(ours: bytes, theirs: bytes) -> tuple[str, ...] | None:
    """The differences between two pages; None when one of them is not listed."""
    if ours == theirs:
        return ()
    lines = list(zip(*(SAYS_SIZES.sub("", page.decode()).split("\n") for page in (ours, theirs)), strict=False))
    if ours.count(b"\n") != theirs.count(b"\n"):
        return None
    texts = ["\n".join(said) for said in zip(*((one, other) for one, other in lines if one != other), strict=True)]
    if not _alike(texts, DIFFERENCES):
        return None
    return tuple(one.name for one in DIFFERENCES if not _alike(texts, [other for other in DIFFERENCES if other != one]))


def _alike(texts: Iterable[str], differences: Iterable[Difference]) -> bool:
    for one in differences:
        texts = [one.alike(text) for text in texts]
    return len(set(texts)) == 1


@dataclass
class Comparison:
    """Two sites beside each other: how many pages, how many of them byte for byte the same, how often each listed
    difference, and what is other without being listed.
    """

    pages: int = 0
    identical: int = 0
    files: int = 0
    listed: Counter[str] = field(default_factory=Counter)
    unlisted: list[str] = field(default_factory=list)


# Permanent addresses, editions and ways of citing: thousands of pages in the same few frames.
_SMALL = ("c/*", "cite/*", "e/*", "s/*")
ONE_OF = 25


def compared(ours: Site, theirs: Site, *, long: bool = True) -> Comparison:
    """Every file of both. Aspects are looked at on every page, or, unless it is to be `long`, on one of ONE_OF of the
    small ones; what is listed is counted on all.
    """
    done, small = Comparison(), 0
    for address in sorted({*ours, *theirs}):
        if any(fnmatchcase(address, pattern) for pattern in MADE_OF_PAGES):
            continue
        if address not in ours or address not in theirs:
            done.unlisted.append(f"{address}: only in {'the other' if address in theirs else 'ours'}")
        elif not address.endswith(".html"):
            done.files += 1
            if ours[address] != theirs[address]:
                done.unlisted.append(address)
        else:
            done.pages += 1
            done.identical += ours[address] == theirs[address]
            found = listed(ours[address], theirs[address])
            done.listed.update(found or ())
            small += _is_small(address)
            look = found is None or (found and (long or small % ONE_OF == 0 or not _is_small(address)))
            others = other_aspects(address, ours[address], theirs[address]) if look else []
            if found is None or others:
                done.unlisted.append(f"{address}: {', '.join(others) or 'bytes'}")
    return done


def _is_small(address: str) -> bool:
    return any(fnmatchcase(address, pattern) for pattern in _SMALL)


# What a page holds, read as a browser reads it: each aspect by its own way through the tree, and links resolved.
ASPECTS: dict[str, Callable[[html.HtmlElement, str], object]] = {
    "words": lambda page, here: [" ".join("".join(one.itertext()).split()) for one in page.iter("main", "footer")],
    "ids": lambda page, here: page.xpath("//@id"),
    "links": lambda page, here: [(_at(here, one), _said(one)) for one in page.iter("a")],
    "terms": lambda page, here: [
        (one.get("data-term"), _at(here, one), one.get("title")) for one in page.find_class("term")
    ],
    "citations": lambda page, here: [
        (one.get("data-cite"), one.get("data-reference"), _at(here, one)) for one in page.find_class("cite-link")
    ],
    "definitions": lambda page, here: [_said(one) for one in page.iter("dt", "dd")],
    "title": lambda page, here: page.findtext(".//title"),
    "headings": lambda page, here: [(one.tag, _said(one)) for one in page.iter("h1", "h2", "h3")],
    "navigation": lambda page, here: [
        [(_at(here, one), one.get("rel"), one.get("aria-current"), _said(one)) for one in nav.iter("a")]
        for nav in page.iter("nav")
    ],
    "metadata": lambda page, here: [dict(one.attrib) for one in page.iter("meta")],
    "links of the head": lambda page, here: [
        ({**one.attrib, "href": ""}, _at(here, one)) for one in page.iterfind(".//head/link")
    ],
    "JSON-LD": lambda page, here: [
        json.loads(one.text) for one in page.iter("script") if one.get("type") == "application/ld+json"
    ],
    "loaded": lambda page, here: [
        (one.tag, _at(here, one, "src")) for one in page.iter("script", "img", "iframe", "audio", "video")
    ],
    "forms": lambda page, here: [
        (one.tag, [(name, value) for name, value in one.items() if not name.startswith("data-")])
        for one in page.iter("form", "input", "button", "textarea", "details")
    ],
}


def other_aspects(address: str, ours: bytes, theirs: bytes) -> list[str]:
    """The aspects in which two pages at one address differ."""
    pages = [html.document_fromstring(SAYS_SIZES.sub("", data.decode())) for data in (ours, theirs)]
    here = f"https://here.example/{address.removesuffix('index.html')}"
    return [name for name, look in ASPECTS.items() if look(pages[0], here) != look(pages[1], here)]


def _at(here: str, node: html.HtmlElement, name: str = "href") -> str | None:
    value = node.get(name)
    return None if value is None else unquote(urljoin(here, value))


def _said(node: html.HtmlElement) -> str:
    return " ".join("".join(node.itertext()).split())
