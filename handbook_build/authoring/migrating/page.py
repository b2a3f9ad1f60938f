"""A page of a plain site, written as a page of the handbook."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from handbook_build.authoring.migrating.lines import found, lines_of, plain, replaced
from handbook_build.authoring.migrating.places import HEADING, Heading, Places, target_of
from handbook_build.authoring.migrating.plain_site import PlainSite, Untaken
from handbook_build.authoring.migrating.terms import NAME, Glossary
from handbook_build.authoring.starting import value
from handbook_build.model.source import Source
from handbook_build.parsing.yaml import MapValue, Scalar, read_yaml

_HEAD = re.compile(r"---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
# MkDocs takes such lines at the top of a page for metadata, and readers never see them.
_SWALLOWED = re.compile(r"(?:[A-Za-z0-9_-]+:.*\n)+(?:\n|\Z)")
_LINK = r"(?<=\]\()(?P<open>\s*<?)(?P<link>[^)\s>]+)|^ {0,3}\[[^\]\n]+\]:\s*<?(?P<defined>[^\s>]+)"
_GLOSSARY_LINK = rf"<(?P<section>{NAME}):(?P<form>{NAME})?(?:\\?\|(?P<text>[^>]+))?>"
_SUMMARY = r"<glossary::[^>]*>"
_CITED = r"(?P<before>[-\[;,\s]|^)@(?P<key>[\w:-]*\w)"
_COMMANDS = (r"\bibliography", r"\full_bibliography")
# What a line may hold that means nothing to the handbook.
_FOREIGN = (
    (r"^\s*===[!+]?\s+\"", "a content tab", "write the parts below each other, each with a heading"),
    (r"^\s*-{1,}8<-{1,}", "a snippet of another file", "write its words here; the handbook's own is a `passage` block"),
    (r"\{\{.*?\}\}|\{%.*?%\}", "a macro", "write what it stood for"),
    (r":(?:material|fontawesome|octicons|simple)-[\w-]+:", "an icon", "say it in words"),
    (r"\$\$|\\\(|\\\[", "a formula", "write it in words, or as a picture with an alternative"),
)


@dataclass(frozen=True)
class Carrying:
    """What every page needs to know of the site: its terms, its places, the new key of each work."""

    site: PlainSite
    glossary: Glossary
    places: Places
    keys: Mapping[str, str]
    titles: Mapping[str, str]
    audience: tuple[str, ...]

    @property
    def cites(self) -> bool:
        return self.site.plugin("bibtex") is not None

    def tell(self, source: Source, at: int, length: int, what: str, hint: str) -> None:
        self.site.untaken.append(Untaken(source.location(at, at + max(length, 1)), what, hint))


def page_of(carrying: Carrying, path: str) -> str:
    """The whole text of a page."""
    source = carrying.site.pages[path]
    head, start = _head(carrying, source)
    headings = {heading.lines[0]: heading for heading in carrying.places.headings[path]}
    first = next(iter(carrying.places.headings[path]), None)
    title = (
        head.get("title") or (plain(first.title) if first and first.level == 1 else "") or carrying.titles.get(path, "")
    )
    body = "\n".join(_body(carrying, path, source, start, headings)).strip("\n")
    title = title or posixpath.basename(path).removesuffix(".md").replace("-", " ").capitalize()
    summary = head.get("description") or _first_sentence(body)
    if not head.get("description"):
        hint = "write the answer in one sentence, for who reads nothing else"
        carrying.tell(source, 0, 1, "the summary of this page is its first sentence, or is missing", hint)
    kind = "home" if carrying.places.file[path] == "index.md" else "concept"
    lines = (
        f"id: {carrying.places.id[path]}",
        f"title: {value(title)}",
        f"summary: {value(summary or title)}",
        f"kind: {kind}",
        f"audience: [{', '.join(carrying.audience)}]",
    )
    return "---\n" + "\n".join(lines) + f"\n---\n\n{body}\n"


def _head(carrying: Carrying, source: Source) -> tuple[dict[str, str], int]:
    """The title and description that a page says in its front matter, and where its body begins."""
    head = _HEAD.match(source.text)
    if head is None:
        if lost := _SWALLOWED.match(source.text):
            hint = "MkDocs took it for metadata and showed it to nobody; look whether readers need it"
            carrying.tell(source, 0, lost.end(), "this page begins with lines that now show", hint)
        return {}, 0
    read, _ = read_yaml(source, head.start("yaml"), head.end("yaml"), tags=True)
    known: dict[str, str] = {}
    for key, said in read.entries if isinstance(read, MapValue) else ():
        if key.text in ("title", "description") and isinstance(said, Scalar):
            known[key.text] = " ".join(said.text.split())
        else:
            what = f"`{key.text}` in the front matter is no key of the handbook"
            carrying.tell(
                source, key.start, len(key.text), what, "see `Add a page` in CONTRIBUTING.md for what there is"
            )
    if not isinstance(read, MapValue) and head["yaml"].strip():
        what = "the front matter is no YAML that could be read"
        carrying.tell(source, 0, 3, what, "take over by hand what it says")
    return known, head.end()


def _body(carrying: Carrying, path: str, source: Source, start: int, headings: Mapping[int, Heading]) -> Iterator[str]:
    under = {at for heading in headings.values() for at in heading.lines[1:]}
    titled = False
    for at, line, code in lines_of(source.text):
        if at < start or at in under or (source.path, at) in carrying.glossary.lines:
            continue
        if heading := headings.get(at):
            if heading.level == 1 and not titled:
                titled = True
                continue
            yield _heading(carrying, path, heading, line)
        elif code:
            yield line
        elif not (carrying.cites and line.strip() in _COMMANDS):
            _tell_foreign(carrying, source, at, line)
            yield _line(carrying, path, source, at, line)


def _heading(carrying: Carrying, path: str, heading: Heading, line: str) -> str:
    """A heading with its id; a second one of the first level goes a level down."""
    level = max(heading.level, 2)
    name = carrying.places.sections.get((path, heading.anchor), "")
    if (not name and (path, heading.anchor) in carrying.places.linked) or (heading.level == 1 and not name):
        name = carrying.places.sections.setdefault((path, heading.anchor), carrying.places.free(heading.anchor))
    mark = HEADING.fullmatch(line)
    attributes = re.sub(r"#[\w-]+\s*", "", (mark["attributes"] or "") if mark else "").strip("{:} ")
    said = " ".join(filter(None, (f"#{name}" if name else "", attributes)))
    return f"{'#' * level} {heading.title}" + (f" {{{said}}}" if said else "")


def _line(carrying: Carrying, path: str, source: Source, at: int, line: str) -> str:
    """A line of prose: its links, its terms, its citations."""
    line = replaced(line, _LINK, lambda link: _link(carrying, path, link))
    line = replaced(line, _SUMMARY, lambda _: "[The glossary](#glossary)")
    if carrying.site.plugin("ezglossary") is not None:
        line = replaced(line, _GLOSSARY_LINK, lambda one: _term(carrying, source, at, one))
    if carrying.cites:
        line = replaced(line, _CITED, lambda one: _citation(carrying, source, at, one))
    return line


def _link(carrying: Carrying, path: str, link: re.Match[str]) -> str:
    address = link["link"] or link["defined"]
    target = target_of(path, address, carrying.site.pages)
    if target is None:
        return link[0]
    page, anchor = target
    file = carrying.places.file[page]
    new = address
    if not file:
        new = "#glossary"
    elif section := carrying.places.sections.get((page, anchor)):
        new = f"#{section}"
    elif file != page or carrying.places.file[path] != path:
        new = f"#{carrying.places.id[page]}"
    return link[0].replace(address, new)


def _term(carrying: Carrying, source: Source, at: int, link: re.Match[str]) -> str:
    form = link["form"] or link["section"]
    term = carrying.glossary.find(link["section"] if link["form"] else "", form)
    text = (link["text"] or form).strip()
    if term is None:
        what = f"`{link[0]}` leads to no term of the glossary, and is plain text now"
        carrying.tell(
            source, at + link.start(), len(link[0]), what, "define the term, and write [the words]{term=its-id}"
        )
        return text
    return f"[{text}]{{.term}}" if text == term.form else f"[{text}]{{term={term.id}}}"


def _citation(carrying: Carrying, source: Source, at: int, cited: re.Match[str]) -> str:
    new = carrying.keys.get(cited["key"])
    if new is None:
        what = f"no work was carried over under the key `{cited['key']}`"
        carrying.tell(source, at + cited.start("key"), len(cited["key"]), what, "add it: handbook references add FILE")
    return f"{cited['before']}@{new or cited['key']}"


def _tell_foreign(carrying: Carrying, source: Source, at: int, line: str) -> None:
    for pattern, what, hint in _FOREIGN:
        for one in found(line, pattern):
            carrying.tell(
                source, at + one.start(), len(one[0]), f"{what} of another tool, which stays in the text as it is", hint
            )
            break


def _first_sentence(body: str) -> str:
    """That of the first paragraph of running text; nothing where a page begins otherwise."""
    for paragraph in re.split(r"\n\s*\n", body):
        if re.match(r"[A-Za-z\"“‘*_\[À-ɏ]", paragraph) and not re.match(r"\[[^\]]*\]:|\*\s", paragraph):
            words = plain(re.sub(r"\[[-@;][^\]]*\]", "", " ".join(paragraph.split())))
            return re.split(r"(?<=[.!?])\s", words, maxsplit=1)[0]
    return ""
