"""The glossary of a plain site: abbreviations (`*[NHS]: ...`), and definition lists that ezglossary reads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from handbook_build.authoring.migrating.lines import lines_of, plain
from handbook_build.authoring.migrating.plain_site import PlainSite, Untaken
from handbook_build.authoring.starting import identifier, value
from handbook_build.faults import WrongUse
from handbook_build.locations import Location
from handbook_build.model.source import Source

EZGLOSSARY = "ezglossary"
# As ezglossary writes names of sections and terms.
NAME = r"[^:<>\"|/@&#\s`][^:<>\"|/@`]*?"
ABBREVIATION = re.compile(r" {0,3}\*\[(?P<form>[^\]\\]+)\]\s?:\s*(?P<says>.*)")
_HEAD = re.compile(rf"(?:(?P<section>{NAME}):)?(?P<form>{NAME})\s*")
_SAYS = re.compile(r":[ \t]+(?P<says>.*)")


@dataclass(frozen=True)
class FoundTerm:
    """A term of the site: its section of the glossary ("" for none), and where it is defined."""

    id: str
    form: str
    says: str
    section: str
    location: Location


@dataclass
class Glossary:
    """The terms of a site by section and folded form, and the lines (path, offset) that say nothing else."""

    terms: dict[tuple[str, str], FoundTerm] = field(default_factory=dict)
    lines: set[tuple[str, int]] = field(default_factory=set)

    def find(self, section: str, form: str) -> FoundTerm | None:
        """The term of a section; of any when the section is not named."""
        folded = _folded(form)
        if section and section not in ("_", "default"):
            return self.terms.get((section, folded))
        return next((one for (_, name), one in self.terms.items() if name == folded), None)

    def text(self) -> str:
        """All of it as `terms.yml`."""
        return "terms:\n" + "\n".join(
            f"  - id: {one.id}\n    preferred: {value(one.form)}\n"
            f"    definition: {value(one.says)}\n    source: handbook\n"
            for one in self.terms.values()
        )


def glossary_of(site: PlainSite) -> Glossary:
    """The glossary of a site; what is not carried over is told there."""
    glossary = Glossary()
    options = site.plugin(EZGLOSSARY)
    for source in (*site.pages.values(), *site.brought):
        found = list(_abbreviations(source))
        found += _definitions(source, options) if options is not None else []
        for section, form, says, places in sorted(found, key=lambda one: one[3]):
            _put(glossary, site, source, section, form, says, places)
    return glossary


def _put(
    glossary: Glossary, site: PlainSite, source: Source, section: str, form: str, says: str, places: list[int]
) -> None:
    place = source.location(places[0], places[0] + len(form))
    words = plain(says)
    known = glossary.terms.get((section, _folded(form)))
    if not words:
        site.untaken.append(Untaken(place, f"`{form}` has no definition", "write one, in at most 25 plain words"))
    elif known and known.says != words:
        what = f"`{form}` has another definition ({known.location})"
        site.untaken.append(Untaken(place, what, "keep one of the two in terms.yml"))
    elif name := _id_of(section, form, {one.id for one in glossary.terms.values()}):
        if known is None:
            glossary.terms[section, _folded(form)] = FoundTerm(name, form, words, section, place)
        glossary.lines.update((source.path, at) for at in places)
        if re.search(r"\]\(|<\w", says):
            what = f"the definition of `{form}` holds a link or HTML, and keeps its words alone"
            site.untaken.append(Untaken(place, what, "a definition in terms.yml is plain text"))
    else:
        hint = "give it an entry in terms.yml by hand"
        site.untaken.append(Untaken(place, f"no id can be made from the term `{form}`", hint))


def _abbreviations(source: Source) -> Iterator[tuple[str, str, str, list[int]]]:
    lines = list(lines_of(source.text))
    for number, (at, line, code) in enumerate(lines):
        if not code and (mark := ABBREVIATION.fullmatch(line)):
            says, places = mark["says"].strip(), [at]
            if not says and number + 1 < len(lines):
                # Python-Markdown takes the words from the next line too.
                following, words, _ = lines[number + 1]
                says, places = (words.strip(), [at, following]) if words.strip() else (says, places)
            yield "", mark["form"], says, places


def _definitions(source: Source, options: Mapping[str, object]) -> Iterator[tuple[str, str, str, list[int]]]:
    """The definition lists that ezglossary takes: `section:term`, and without a section where the site asks for it."""
    every = bool(options.get("use_default"))
    wanted = options.get("sections")
    sections = {str(one) for one in wanted} if options.get("strict") and isinstance(wanted, list) else None
    lines = [(at, line) for at, line, code in lines_of(source.text) if not code]
    for number, (at, line) in enumerate(lines[:-1]):
        head, says = _HEAD.fullmatch(line), _SAYS.fullmatch(lines[number + 1][1])
        if not (head and says) or not (head["section"] or every):
            continue
        section = (head["section"] or "").strip()
        if sections is not None and section and section not in sections:
            continue
        words, places = [says["says"].strip()], [at, lines[number + 1][0]]
        for below, more in lines[number + 2 :]:
            if not re.match(r"[ \t]+\S", more):
                break
            words.append(more.strip())
            places.append(below)
        yield section, head["form"].strip(), " ".join(words), places


def _id_of(section: str, form: str, taken: set[str]) -> str:
    """An id that is new, made from the form, or from it and its section; "" when none can be made."""
    for words in (form, f"{section} {form}", f"{form} term"):
        try:
            name = identifier(words)
        except WrongUse:
            continue
        if name not in taken:
            return name
    return ""


def _folded(form: str) -> str:
    return " ".join(form.split()).casefold()
