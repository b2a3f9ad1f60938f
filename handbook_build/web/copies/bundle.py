"""The handbook as one file that a browser fetches, takes apart and keeps, to be read without a connection.

A hundred pages asked for one by one would be a hundred requests, compressed each by itself. In one stream they
would share little either: gzip looks back 32 KB, and pages are longer. So what several files have in common, their
head and foot above all, stands once, and every file is a list of pieces, some its own and some by their number.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
import zlib
from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from urllib.parse import quote

from handbook_build.web.copies.markup import loaded, path_of, target_of

# What a page loads, by the end of its name; no other kind of file is kept. Types as IANA has them.
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".woff": "font/woff",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
}
_TEXTS = frozenset((".html", ".css", ".js", ".json", ".svg"))
_IN_STYLES = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""", re.IGNORECASE)
# The endings of files that are kept, anywhere in an address.
_KEPT = re.compile("|".join(map(re.escape, TYPES)), re.IGNORECASE)
# Behind what files are cut into pieces, and how long one must be to be named by a number.
_CUTS = re.compile(r"(\n|</(?:li|symbol|p|dd|tr|a)>)")
_SHORTEST = 24
# What tells zlib that a stream shall be one of gzip; it holds no time and no name.
_GZIP = 31
# A folder or file named by its contents: under such a name they never change.
_LASTING = re.compile(r"(?:.*/)?(?:[0-9a-f]{16}/|[^/]*\.[0-9a-f]{8,}\.[^/]*$)")

Read = Callable[[str], bytes]
# Text, or the number of a piece that stands elsewhere too.
Piece = str | int


@dataclass(frozen=True)
class Bundle:
    """`data` is a gzip stream of JSON; `stored` are the bytes that a browser keeps, `hash` is the SHA-256 of `data`
    in hexadecimal digits.
    """

    data: bytes
    pages: int
    stored: int

    @property
    def hash(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    @property
    def name(self) -> str:
        """The name of its file. No server takes this ending for a compressed page, to be sent as something else."""
        return f"copy-{self.hash[:16]}.bin"


def kept_files(
    pages: Iterable[str],
    everything: Container[str],
    left_out: frozenset[str],
    loads: Callable[[str], Iterable[str]],
    read: Read,
) -> list[str]:
    """The files of `pages`, and what they load: styles, scripts, fonts, drawings, the index of search.

    All are addresses of files from the site's root; `left_out` are those that are not kept although a page shows them,
    and `loads` gives what each page loads.
    """
    kept = dict.fromkeys(pages)
    for page in list(kept):
        for one in loads(page):
            if one in everything and one not in left_out:
                kept[one] = None
    for style in [one for one in kept if one.endswith(".css")]:
        for value in _IN_STYLES.findall(read(style).decode("utf-8", "replace")):
            if (target := target_of(value, style)) in everything:
                kept[str(target)] = None
    return sorted(kept)


def loaded_by(html: bytes, page: str) -> list[str]:
    """What a page loads by itself or through its scripts, of the kinds that are kept."""
    found = []
    for value in dict.fromkeys(loaded(html.decode("utf-8", "replace"))):
        # Most addresses in `data-` attributes are of no file, or of one of another kind.
        if _KEPT.search(path_of(value) or "") and (target := target_of(value, page)) is not None:
            ending = _ending(target)
            if ending in TYPES and ending != ".html":
                found.append(target)
    return found


@dataclass(frozen=True)
class Contents:
    """What the files of a bundle hold, by their addresses: how many bytes, texts cut into pieces, and the bytes of what
    is no text. Most pieces stand in many pages and are held once.
    """

    sizes: Mapping[str, int]
    pieces: Mapping[str, list[str]]
    others: Mapping[str, bytes]

    @classmethod
    def of(cls, addresses: Iterable[str], read: Read) -> Contents:
        sizes, pieces, others = dict[str, int](), dict[str, list[str]](), dict[str, bytes]()
        held: dict[str, str] = {}
        for one in addresses:
            data = read(one)
            sizes[one] = len(data)
            if _ending(one) in _TEXTS and _is_utf8(data):
                pieces[one] = [held.setdefault(piece, piece) for piece in _cut(data.decode())]
            else:
                others[one] = data
        return cls(sizes, pieces, others)

    def changed(self, address: str, data: bytes) -> Contents:
        """The same with other bytes in one of its files."""
        other = Contents.of([address], lambda _: data)
        # A file keeps its place, and with it the order of all pieces.
        return Contents({**self.sizes, **other.sizes}, {**self.pieces, **other.pieces}, {**self.others, **other.others})


def _cut(text: str) -> list[str]:
    """A text in pieces, which together are the text."""
    parts = iter(_CUTS.split(text))
    return [before + cut for before, cut in zip_longest(parts, parts, fillvalue="")]


def bundled(contents: Contents, leads: Mapping[str, str]) -> Bundle:
    """The bundle of these files. `leads` says where addresses lead that have no page in it: `s/trust/` to a page."""
    # In the order of the pages: a set would have another in each process.
    seen = Counter(
        piece for each in contents.pieces.values() for piece in dict.fromkeys(each) if len(piece) >= _SHORTEST
    )
    numbers = {piece: at for at, piece in enumerate(piece for piece, times in seen.items() if times > 1)}
    packer = zlib.compressobj(9, zlib.DEFLATED, _GZIP)
    packed = [packer.compress(part.encode()) for part in _written(contents, numbers, leads)]
    pages = sum(one.endswith(".html") for one in contents.sizes)
    return Bundle(b"".join([*packed, packer.flush()]), pages, sum(contents.sizes.values()))


def _written(contents: Contents, numbers: Mapping[str, int], leads: Mapping[str, str]) -> Iterator[str]:
    """The bundle as JSON, in parts: the whole of it would take as much memory as all pages."""
    yield f'{{"pieces":{_json(list(numbers))},"files":['
    for at, one in enumerate(contents.sizes):
        if one in contents.pieces:
            held: dict[str, object] = {"text": _numbered(contents.pieces[one], numbers)}
        else:
            held = {"base64": b64encode(contents.others[one]).decode()}
        yield ("," if at else "") + _json({"address": _asked_for(one), "type": TYPES[_ending(one)], **held})
    lasting = [_asked_for(one) for one in contents.sizes if _LASTING.match(one)]
    yield f'],"lasting":{_json(lasting)},"leads":{_json(dict(leads))}}}'


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _is_utf8(data: bytes) -> bool:
    """Whether it is; an author's drawing may be in another encoding, which it says itself."""
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _ending(address: str) -> str:
    return posixpath.splitext(address)[1].lower()


def _asked_for(address: str) -> str:
    """A file as readers ask for it: a page by the address of its folder, and each step as encodeURIComponent says it
    (ECMA-262, 19.2.6), since browsers leave more than one way to write an address as it is.
    """
    is_index = address == "index.html" or address.endswith("/index.html")
    return quote(address.removesuffix("index.html") if is_index else address, safe="/!'()*")


def _numbered(pieces: Iterable[str], numbers: Mapping[str, int]) -> list[Piece]:
    """Pieces with those by their number that stand elsewhere too; what is left between them in one piece."""
    made: list[Piece] = []
    own = ""
    for piece in pieces:
        number = numbers.get(piece)
        if number is None:
            own += piece
            continue
        if own:
            made.append(own)
            own = ""
        made.append(number)
    return [*made, own] if own else made
