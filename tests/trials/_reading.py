"""Reads everything that was made: what is packed too, and what in a page runs or loads."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import urljoin

from lxml import etree, html

# No underscores, which are emphasis in Markdown.
PROGRAM = "window.leaked=1"
FRAMES = frozenset("iframe frame frameset object embed applet base portal".split())
LED = frozenset("href src action formaction data poster background srcset ping".split())
# Where an address is words, or a link, which asks for nothing.
WORDS = frozenset("content alt title aria-label".split())


def files_of(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file that was made, and what is packed in it: ZIP, EPUB and DOCX, streams of a PDF, .gz and .br."""
    for path in sorted(folder.rglob("*")):
        # What the handbook itself links to is no output.
        if path.is_file() and not path.is_symlink() and not any(one.is_symlink() for one in path.parents):
            yield from _unpacked(path.relative_to(folder).as_posix(), path.read_bytes())


def _unpacked(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    yield name, data
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(BytesIO(data)) as archive:
            for one in archive.namelist():
                yield from _unpacked(f"{name}/{one}", archive.read(one))
    elif data.startswith(b"%PDF"):
        for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
            try:
                yield f"{name}/stream", zlib.decompress(stream)
            except zlib.error:
                continue


def hostile_in(path: str, data: bytes, far: str) -> Iterator[str]:
    """What runs or loads in one file, by an HTML reader; `far` is the address of another host."""
    if path.endswith((".html", ".xhtml", ".svg")) and data.strip():
        root = html.document_fromstring(re.sub(rb"^<\?xml[^>]*>", b"", data))
        for node in root.iter(etree.Element):
            yield from (f"{path}: {what}" for what in acting(node, far))


def acting(node: etree._Element, far: str) -> Iterator[str]:
    tag = re.split("[:}]", str(node.tag).lower())[-1]
    text = "".join(map(str, node.itertext()))
    # Data of a page for search engines holds the titles of its parts, and is run by no browser.
    is_program = tag in ("script", "style") and node.get("type") != "application/ld+json"
    if tag in FRAMES or (is_program and PROGRAM in text):
        yield f"<{tag}>"
    if tag == "meta" and str(node.get("http-equiv", "")).lower() == "refresh" and far in str(node.get("content")):
        yield "<meta refresh>"
    for name, value in ((str(key).lower(), str(value)) for key, value in node.items()):
        plain = re.sub(r"[\x00-\x20]", "", value).lower()
        leads = name.rpartition(":")[2] in LED
        runs = re.match("(?:javascript|vbscript|data|blob|file|feed|view-source):", plain) and leads
        if name.startswith("on") or runs:
            yield f"{name}={value[:40]}"
        if _is_far(name, value, plain, far) and name not in WORDS and tag != "a":
            yield f"<{tag} {name}={value[:40]}>"


def _is_far(name: str, value: str, plain: str, far: str) -> bool:
    """Whether an attribute would have a browser ask the other host, or the one that is nobody's."""
    others = (far, "http://127.0.0.1:1")
    if name.rpartition(":")[2] not in LED - {"srcset"}:
        return any(other in value for other in others)
    try:
        whole = urljoin("http://here.example/", plain.replace("\\", "/"))
    except ValueError:
        return False
    return whole.startswith(tuple(others)) or whole.replace("https:", "http:").startswith(
        far.replace("https:", "http:")
    )
