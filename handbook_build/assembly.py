"""From a folder to a resolved handbook: read, parse, put together, draw, link."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from handbook_build import content
from handbook_build.cache import digest
from handbook_build.content import Files
from handbook_build.diagnostics import Finding
from handbook_build.documents import documents_of
from handbook_build.environment import public_address, today
from handbook_build.handouts import pictures_of
from handbook_build.locations import Location, Position, Range
from handbook_build.memory import Memory
from handbook_build.model.document import Flaw, Waiver
from handbook_build.model.edition import Edition, Ledger
from handbook_build.model.handbook import Handbook
from handbook_build.model.language import differ
from handbook_build.model.settings import CITATION_STYLES, DEFAULT_STYLE, Settings
from handbook_build.model.source import Source
from handbook_build.parsing.active import ENDINGS, found_in
from handbook_build.parsing.citation_style import parse_style
from handbook_build.parsing.claims import parse_claims, parse_false_claims
from handbook_build.parsing.help import parse_help
from handbook_build.parsing.jargon import parse_jargon
from handbook_build.parsing.ledger import missing_last, parse_changes, parse_editions, parse_errata, with_rest
from handbook_build.parsing.logo import faults
from handbook_build.parsing.phrases import parse_phrases
from handbook_build.parsing.plan import parse_plan
from handbook_build.parsing.practice import parse_practice
from handbook_build.parsing.references import parse_references
from handbook_build.parsing.settings import parse_settings
from handbook_build.parsing.terms import parse_terms
from handbook_build.parsing.urgent import parse_urgent
from handbook_build.parsing.waivers import yaml_waivers
from handbook_build.reaching import is_below
from handbook_build.record import Places


def load(root: Path, environment: Mapping[str, str], memory: Memory | None = None) -> Handbook:
    """The handbook at `root`, with its terms linked and every flaw kept for the checks. What the memory has of
    the very same text is not parsed again.

    Raises faults.NoHandbook when there is none.
    """
    settings_text = content.read_settings(root)
    settings, flaws = parse_settings(settings_text, public_address(environment))
    if settings.ordinary:
        handbook = of_ordinary_site(root, settings, environment)
        waivers = tuple(yaml_waivers(settings_text, 0, len(settings_text.text)))
        return replace(
            handbook,
            sources={**handbook.sources, settings_text.path: settings_text},
            flaws=(*flaws, *handbook.flaws),
            data_waivers=(*waivers, *handbook.data_waivers),
        )
    settings = replace(settings, content=content.content_folder(root, settings.content))
    settings, of_style = _with_style(root, settings)
    files = content.read_files(root, settings.content)
    if settings.theme and settings.theme_location:
        files.flaws += content.look_into_theme(root, settings.theme, settings.theme_location)
    memory = memory or Memory()
    handbook = Handbook(
        today=today(environment),
        settings=settings,
        assets=frozenset(files.assets),
        # An edition is large, and nobody writes in it.
        sources={**files.without_editions(), settings_text.path: settings_text},
        flaws=(*flaws, *of_style, *files.flaws),
        data_waivers=tuple(yaml_waivers(settings_text, 0, len(settings_text.text))),
    )
    handbook = _with_data(handbook, files, memory)
    handbook = replace(handbook, documents=documents_of(handbook, files.markdown(), memory))
    handbook = _without_active(root, handbook, memory)
    memory.forget_others()
    return _with_logo(root, _with_pictures(root, handbook))


def of_ordinary_site(root: Path, settings: Settings, environment: Mapping[str, str]) -> Handbook:
    """A handbook of nothing but the termbase and the works that an ordinary MkDocs site has."""
    settings, of_style = _with_style(root, settings)
    files = content.read_data(root, settings.content, (content.TERMS, content.WORKS))
    bare = Handbook(
        today=today(environment),
        settings=settings,
        sources=files.texts,
        flaws=(*of_style, *files.flaws),
    )
    return _with_data(bare, files, Memory())


def released_in(root: Path) -> tuple[Settings, Mapping[str, Edition]]:
    """The settings of the handbook at `root`, and its editions by name; no page is parsed.

    Raises faults.NoHandbook when there is none.
    """
    settings, _ = parse_settings(content.read_settings(root), "")
    files = content.read_files(root, content.content_folder(root, settings.content))
    ledger, _ = parse_editions(files.editions())
    return settings, {edition.name: edition for edition in ledger.editions}


def places_of(root: Path, environment: Mapping[str, str]) -> Places:
    """Where the handbook at `root` is read from. Raises faults.NoHandbook when there is none."""
    source = content.read_settings(root)
    settings, _ = parse_settings(source, public_address(environment))
    file, _ = content.read_named(root, content.PRACTICE)
    practice, _ = parse_practice(file) if file else (None, [])
    logo = practice.logo if practice else ""
    style = settings.citation_style if settings.citation_style not in CITATION_STYLES else ""
    folder = content.content_folder(root, settings.content)
    content.require_folder(root, folder)
    named = (name for name in (logo, style) if name and is_below(root, name, there=False))
    theme = (settings.theme,) if settings.theme and is_below(root, settings.theme) else ()
    return Places((folder, *theme), (content.SETTINGS, content.PRACTICE, content.CITATION, *named))


def _with_pictures(root: Path, handbook: Handbook) -> Handbook:
    """The handbook with a fingerprint of each picture that it prints, by which a sheet with another one is known."""
    paths = {path for handout in handbook.handouts for path in pictures_of(handout)} & handbook.assets
    found: dict[str, str] = {}
    for path in sorted(paths):
        # One that cannot be read is printed as its alternative text.
        with contextlib.suppress(OSError):
            found[path] = digest(content.read_asset(root, handbook.settings.content, path))
    return replace(handbook, pictures=found)


def _without_active(root: Path, handbook: Handbook, memory: Memory) -> Handbook:
    """The handbook without files that could do anything in a reader's browser, each with what is in it."""
    flaws: list[Flaw] = []
    for path in sorted(path for path in handbook.assets if path.lower().endswith(ENDINGS)):
        # One that cannot be read cannot be copied either.
        with contextlib.suppress(OSError):
            data = content.read_asset(root, handbook.settings.content, path)
            found = memory.of(("active", path, digest(data)), partial(found_in, path, data))
            flaws += [_active(f"{handbook.settings.content}/{path}", line, what) for line, what in found]
    gone = frozenset(one.finding.location.path.removeprefix(f"{handbook.settings.content}/") for one in flaws)
    return replace(handbook, withheld=gone, flaws=(*handbook.flaws, *flaws))


def _active(path: str, line: int, what: str) -> Flaw:
    start = Position(line or 1, 1)
    hint = "take it out of the file, and save it again"
    return Flaw("active-file", Finding(Location(path, Range(start, start)), f"this file {what}", hint))


def without_pages(handbook: Handbook) -> Handbook:
    """What a practice's details are printed beside: settings, helplines, the day, and the page of help, which sheets
    name.
    """
    helping = (handbook.help_page,) if handbook.help_page else ()
    return Handbook(handbook.settings, helping, today=handbook.today, help=handbook.help)


def of_practice(path: Path, name: str, handbook: Handbook) -> Handbook:
    """A handbook of nothing but the practice in a file, and what is needed to check it and to print it beside.

    `name` is what findings call the file.
    """
    source, flaws = content.read_practice(path, name)
    bare = replace(without_pages(handbook), flaws=tuple(flaws))
    if source is None:
        return bare
    practice, found = parse_practice(source)
    return _with_logo(
        path.parent,
        replace(
            bare,
            practice=practice,
            sources={name: source},
            flaws=(*flaws, *found),
            data_waivers=tuple(yaml_waivers(source, 0, len(source.text))),
        ),
    )


def _with_logo(folder: Path, handbook: Handbook) -> Handbook:
    """The handbook with its practice's logo, which lies below this folder; with none while it has a fault."""
    practice = handbook.practice
    if practice is None or not practice.logo:
        return handbook
    place = practice.at("logo")
    logo, flaws = content.read_logo(folder, practice.logo, place)
    if not flaws:
        found = [Finding(place, f"the logo {practice.logo} {message}", hint) for message, hint in faults(logo)]
        flaws = [Flaw("unusable-logo", finding) for finding in found]
    return replace(handbook, logo=b"" if flaws else logo, flaws=(*handbook.flaws, *flaws))


def _with_style(root: Path, settings: Settings) -> tuple[Settings, list[Flaw]]:
    """The settings with the citation style that they name a file of; with the usual one when that is of no use."""
    place = settings.citation_style_location
    if settings.citation_style in CITATION_STYLES or place is None:
        return settings, []
    source, unread = content.read_named(root, settings.citation_style)
    sheet, flaws = parse_style(source, place) if source else ("", [])
    # All of it is told where the style is named.
    flaws += [replace(flaw, finding=replace(flaw.finding, location=place)) for flaw in unread]
    name = settings.citation_style if sheet else DEFAULT_STYLE
    return replace(settings, citation_sheet=sheet, citation_style=name), flaws


# Which part of a handbook each file in YAML or TOML holds, and who reads it.
READERS: Mapping[str, tuple[str, Callable[[Source], tuple[Any, list[Flaw]]]]] = {
    content.TERMS: ("entries", parse_terms),
    content.HELP: ("help", parse_help),
    content.CLAIMS: ("claims", parse_claims),
    content.FALSE_CLAIMS: ("false_claims", parse_false_claims),
    content.PLAN: ("plan", parse_plan),
    content.JARGON: ("jargon", parse_jargon),
    content.PHRASES: ("phrases", parse_phrases),
    content.URGENT: ("urgent", parse_urgent),
    content.PRACTICE: ("practice", parse_practice),
}


def _with_data(handbook: Handbook, files: Files, memory: Memory) -> Handbook:
    """The handbook with its termbase, works, helplines, claims, plan and practice."""
    flaws: list[Flaw] = []
    waivers: list[Waiver] = []
    for name, (key, parse) in READERS.items():
        if source := files.data(name):
            values, found = memory.of((name, source.path, source.text), partial(parse, source))
            handbook = replace(handbook, **{key: values})
            flaws += found
            waivers += yaml_waivers(source, 0, len(source.text))
    if files.data(content.URGENT) is None and not differ("en", handbook.settings.language):
        # A handbook in English is safe with what comes with the tool.
        shipped = content.shipped_urgent()
        urgent, _ = memory.of(("urgent", shipped.text), lambda: parse_urgent(shipped))
        alarms = tuple(replace(alarm, to_location=None) for alarm in urgent.alarms)
        handbook = replace(handbook, urgent=replace(urgent, alarms=alarms))
    if source := files.data(content.WORKS):
        items, found, allowed = memory.of(("works", source.path, source.text), lambda: parse_references(source))
        handbook = replace(handbook, items=items)
        flaws += found
        waivers += allowed
    handbook = replace(handbook, ledger=_ledger(files, flaws, waivers, memory))
    return replace(handbook, flaws=(*handbook.flaws, *flaws), data_waivers=(*handbook.data_waivers, *waivers))


def _ledger(files: Files, flaws: list[Flaw], waivers: list[Waiver], memory: Memory) -> Ledger:
    """What was released, and what became of it since."""
    editions = files.editions()
    texts = tuple(part for source in editions for part in (source.path, source.text))
    ledger, found = memory.of(("editions", *texts), lambda: parse_editions(editions))
    flaws += found or missing_last(ledger, files.citation)
    read: dict[str, tuple[Any, ...]] = {}
    for name, parse in ((content.CHANGES, parse_changes), (content.ERRATA, parse_errata)):
        if source := files.data(name):
            texts = (*texts, name, source.text)
            read[name], found = parse(source)
            flaws += found
            waivers += yaml_waivers(source, 0, len(source.text))
    whole = with_rest(ledger, read.get(content.CHANGES, ()), read.get(content.ERRATA, ()))
    return replace(whole, mark=digest(*texts))
