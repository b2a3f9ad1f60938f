"""Where everything of a plain site stands in the handbook: the file and id of each page, the id of each section."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from handbook_build.authoring.migrating.lines import lines_of, plain, slug
from handbook_build.authoring.migrating.plain_site import PlainSite
from handbook_build.authoring.migrating.terms import Glossary
from handbook_build.authoring.starting import identifier
from handbook_build.checks.duplicate_id import PASSAGE, RESERVED, THEME
from handbook_build.faults import WrongUse
from handbook_build.model.handbook import GENERATED
from handbook_build.parsing.fields import is_identifier

HEADING = re.compile(r"(?P<marks>#{1,6})[ \t]+(?P<title>.+?)[ \t]*#*[ \t]*(?P<attributes>\{[:#.][^}]*\})?[ \t]*")
_UNDERLINE = re.compile(r"(?P<sign>[=-])(?P=sign)*[ \t]*")
_OWN_ID = re.compile(r"#([\w-]+)")


@dataclass(frozen=True)
class Heading:
    """A heading of a page: its level, its words, the id that MkDocs gave it, and the lines that it takes."""

    level: int
    title: str
    anchor: str
    lines: tuple[int, ...]


@dataclass
class Places:
    """The new file of each page ("" for one that only defines terms), its id, and the ids of its headings."""

    file: dict[str, str] = field(default_factory=dict)
    id: dict[str, str] = field(default_factory=dict)
    headings: dict[str, list[Heading]] = field(default_factory=dict)
    sections: dict[tuple[str, str], str] = field(default_factory=dict)
    linked: set[tuple[str, str]] = field(default_factory=set)
    taken: set[str] = field(default_factory=set)

    def free(self, *wanted: str) -> str:
        """The first id among these, or with a number, that nothing else has."""
        for words in (*wanted, *(f"{wanted[-1]}-{number}" for number in range(2, 10_000))):
            try:
                name = identifier(words)
            except WrongUse:
                continue
            if name not in self.taken and not any(one.fullmatch(name) for one in (PASSAGE, RESERVED, THEME)):
                self.taken.add(name)
                return name
        return self.free("part")


def places_of(site: PlainSite, glossary: Glossary) -> Places:
    """Decides them all."""
    places = Places(taken={path.removesuffix(".md").rpartition("/")[2] for path in GENERATED})
    for path, source in site.pages.items():
        places.file[path] = "" if _is_glossary(source.path, source.text, glossary) else _file(path, site.pages)
    for path in site.pages:
        stem = path.removesuffix(".md").removesuffix("/index").removesuffix("/README")
        last = stem.rpartition("/")[2]
        name = "start" if last in ("index", "README") else last
        places.id[path] = places.free(name, stem.replace("/", " "), f"page {name}")
    for path, source in site.pages.items():
        places.headings[path] = list(headings_of(source.text))
        for heading in places.headings[path]:
            if heading.level == 2 and places.file[path]:
                wanted = heading.anchor if is_identifier(heading.anchor) else plain(heading.title)
                places.sections[path, heading.anchor] = places.free(wanted, f"{places.id[path]} {wanted}")
    return places


def _file(path: str, pages: Mapping[str, object]) -> str:
    """Its path in the handbook: README.md is the page of its folder, and ours stay where they are."""
    folder, _, name = path.rpartition("/")
    if name == "README.md" and posixpath.join(folder, "index.md") not in pages:
        return posixpath.join(folder, "index.md")
    return path if path not in GENERATED else posixpath.join(folder, f"our-{name}")


def _is_glossary(path: str, text: str, glossary: Glossary) -> bool:
    """Whether a page says nothing but what becomes the glossary."""
    rest = [
        line
        for at, line, _ in lines_of(text)
        if (path, at) not in glossary.lines
        and not HEADING.fullmatch(line)
        and not re.fullmatch(r"<glossary::.*>", line)
    ]
    return any(one == path for one, _ in glossary.lines) and not "".join(rest).strip()


def headings_of(text: str) -> Iterator[Heading]:
    """The headings of a page, with `#` or underlined, and the id that MkDocs gave each."""
    seen: set[str] = set()
    before = ""
    at_before = 0
    for at, line, code in lines_of(text):
        mark = HEADING.fullmatch(line) if not code else None
        under = _UNDERLINE.fullmatch(line) if not code and before.strip() else None
        if mark:
            own = _OWN_ID.search(mark["attributes"] or "")
            anchor = own[1] if own else _unique(slug(plain(mark["title"])), seen)
            seen.add(anchor)
            yield Heading(len(mark["marks"]), mark["title"], anchor, (at,))
        elif under and not re.match(r"[-*+>|:\d#]|\s{4}", before):
            anchor = _unique(slug(plain(before)), seen)
            seen.add(anchor)
            yield Heading(1 if under["sign"] == "=" else 2, before.strip(), anchor, (at_before, at))
        before, at_before = ("", at) if code or mark or under else (line, at)


def _unique(anchor: str, seen: set[str]) -> str:
    """As Python-Markdown counts: intro, intro_1, intro_2."""
    name, number = anchor, 0
    while name in seen or not name:
        number += 1
        name = f"{anchor}_{number}"
    return name


def target_of(path: str, link: str, pages: Mapping[str, object]) -> tuple[str, str] | None:
    """(page, anchor) that a link on a page leads to; None when it leads to no page."""
    address, _, anchor = link.partition("#")
    if re.match(r"[a-zA-Z][\w+.-]*:|//|/", address):
        return None
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(address))) if address else path
    return (target, unquote(anchor)) if target in pages else None
