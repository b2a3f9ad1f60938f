"""Works as BibTeX: entries of BibLaTeX, under the older names where both know them, in UTF-8.

Titles stand in two pairs of braces, so that no program changes their capitals. BibTeX has no place for: a work
without a date ("n.d." is left out), who holds two roles at once, and the kinds of broadcast, law or interview,
which become `@misc`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from handbook_build.interchange.csl import Person, Record, date_parts, family, part, people, text

TYPES: Mapping[str, str] = {
    "article": "misc",
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "review": "article",
    "review-book": "article",
    "book": "book",
    "classic": "book",
    "collection": "collection",
    "chapter": "incollection",
    "entry": "incollection",
    "entry-dictionary": "inreference",
    "entry-encyclopedia": "inreference",
    "pamphlet": "booklet",
    "paper-conference": "inproceedings",
    "periodical": "periodical",
    "report": "report",
    "standard": "report",
    "thesis": "thesis",
    "manuscript": "unpublished",
    "patent": "patent",
    "dataset": "dataset",
    "software": "software",
    "post": "online",
    "post-weblog": "online",
    "webpage": "online",
    "motion_picture": "movie",
    "song": "music",
}
# What tells two kinds of article apart.
SUBTYPES = {"article-magazine": "magazine", "article-newspaper": "newspaper"}
ROLES = {
    "author": "author",
    "editor": "editor",
    "translator": "translator",
    "container-author": "bookauthor",
    "collection-editor": "series-editor",
}
# Fields whose text goes over as it is.
TEXTS = {
    "volume": "volume",
    "issue": "number",
    "number": "number",
    "chapter-number": "chapter",
    "edition": "edition",
    "number-of-volumes": "volumes",
    "number-of-pages": "pagetotal",
    "collection-title": "series",
    "collection-number": "number",
    "publisher": "publisher",
    "publisher-place": "address",
    "genre": "type",
    "event-title": "eventtitle",
    "abstract": "abstract",
    "ISBN": "isbn",
    "ISSN": "issn",
    "language": "langid",
    "status": "pubstate",
}
# In these nothing is LaTeX: an underscore or a percent sign stands for itself.
VERBATIM = {"DOI": "doi", "URL": "url"}
JOURNALS = frozenset(("article-journal", "article-magazine", "article-newspaper", "review", "review-book"))

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
}
_SIGN = re.compile(r"[\\~^&%$#_{}]")
_TAGS = {"i": "textit", "b": "textbf", "sup": "textsuperscript", "sub": "textsubscript", "sc": "textsc"}
_TAG = re.compile(r"<(/?)(i|b|sup|sub|sc)>|</?span[^<>]*>")


def to_bibtex(works: Iterable[Record]) -> str:
    """Entries in the order of the works, each under its own key."""
    return "\n".join(_entry(work) for work in works) or "\n"


def _entry(work: Record) -> str:
    kind = str(work.get("type", ""))
    lines = dict(_fields(work, kind))
    body = "".join(f"  {name} = {{{value}}},\n" for name, value in lines.items())
    return f"@{TYPES.get(kind, 'misc')}{{{_key(str(work.get('id', '')))},\n{body}}}\n"


def _fields(work: Record, kind: str) -> Iterator[tuple[str, str]]:
    for role, name in ROLES.items():
        if role == "collection-editor":
            continue
        if listed := [written for person in people(work, role) if (written := _person(person))]:
            yield name, " and ".join(listed)
    if both := [_person(person) for person in people(work, "editor-translator")]:
        yield "editor", " and ".join(both)
        yield "translator", " and ".join(both)
    if title := text(work, "title"):
        yield "title", f"{{{_latex(title)}}}"
    if container := text(work, "container-title"):
        yield "journal" if kind in JOURNALS else "booktitle", f"{{{_latex(container)}}}"
    if kind in SUBTYPES:
        yield "entrysubtype", SUBTYPES[kind]
    issued = date_parts(work, "issued")
    for name, number in zip(("year", "month", "day"), issued, strict=False):
        yield name, str(number)
    for name, field in (("original-date", "origdate"), ("accessed", "urldate"), ("event-date", "eventdate")):
        if parts := date_parts(work, name):
            yield field, _date(parts)
    if pages := text(work, "page"):
        yield "pages", "--".join(_latex(one) for one in re.split(r"\s*[–-]\s*", pages))
    for name, field in TEXTS.items():
        if name in work and (value := text(work, name)):
            yield field, _latex(value)
    for name, field in VERBATIM.items():
        if value := text(work, name):
            yield field, value if _balanced(value) else value.replace("{", "%7B").replace("}", "%7D")


def _key(key: str) -> str:
    """The key without what would end it."""
    return re.sub(r"[\s,{}()=\"'#%~\\@]+", "-", key).strip("-")


def _person(person: Person) -> str:
    """`Family, Given`; `Family, Jr., Given`; a body as a whole, so that no "and" or comma in it divides it."""
    if literal := part(person, "literal"):
        return f"{{{_latex(literal)}}}"
    given, suffix = (_apart(_latex(part(person, name))) for name in ("given", "suffix"))
    name = _apart(_latex(part(person, "family")))
    # A family name that begins with a small letter would be read as a particle.
    name = f"{{{name}}}" if name[:1].islower() else name
    particles = _latex(part(person, "dropping-particle", "non-dropping-particle"))
    whole = f"{particles} {name}".strip()
    if not given and not suffix:
        return f"{{{_latex(family(person))}}}"
    return ", ".join(one for one in (whole, suffix, given) if one)


def _apart(name: str) -> str:
    """A part of a name, in braces where a comma or an "and" in it would divide it."""
    return f"{{{name}}}" if "," in name or re.search(r"\band\b", name) else name


def _date(parts: tuple[int, ...]) -> str:
    return "-".join(f"{number:0{4 if at == 0 else 2}d}" for at, number in enumerate(parts))


def _balanced(words: str) -> bool:
    if "{" not in words and "}" not in words:
        return True
    depth = 0
    for character in words:
        depth += (character == "{") - (character == "}")
        if depth < 0:
            return False
    return depth == 0


# The parts of a handbook share most of their words: its title, its edition, its authors.
@lru_cache(maxsize=1024)
def _latex(words: str) -> str:
    """A text as LaTeX: its signs escaped, the markup of CSL-JSON as commands."""
    braces = {"{": r"\{", "}": r"\}"}
    if not _balanced(words):
        # BibTeX counts braces whether they are escaped or not.
        braces = {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
    if len(_TAG.findall(words)) % 2:
        return _signs(words, braces)
    result, at = "", 0
    for tag in _TAG.finditer(words):
        result += _signs(words[at : tag.start()], braces)
        if tag[2]:
            result += "}" if tag[1] else f"\\{_TAGS[tag[2]]}{{"
        at = tag.end()
    result += _signs(words[at:], braces)
    return result if _balanced(result) else _signs(words, braces)


def _signs(words: str, braces: Mapping[str, str]) -> str:
    signs = {**_SPECIAL, **braces}
    # Two hyphens would become a dash.
    return _SIGN.sub(lambda sign: signs[sign[0]], words).replace("--", "-{}-")
