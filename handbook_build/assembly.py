"""From a folder to a resolved handbook: read, parse, put together, draw, link."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from handbook_build import content
from handbook_build.cache import digest
from handbook_build.content import Files
from handbook_build.diagnostics import Finding
from handbook_build.documents import documents_of
from handbook_build.environment import engine, public_address, today
from handbook_build.faults import NoHandbook
from handbook_build.handouts import pictures_of
from handbook_build.isolation import SECONDS, Stopped, Work, isolated
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
from handbook_build.parsing.limits import is_harmless, unparsed_file
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
    settings, flaws = _settings(settings_text, environment)
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
    settings, _ = _settings(content.read_settings(root), {})
    files = content.read_files(root, content.content_folder(root, settings.content))
    ledger, _ = parse_editions(files.editions())
    return settings, {edition.name: edition for edition in ledger.editions}


def _settings(source: Source, environment: Mapping[str, str]) -> tuple[Settings, list[Flaw]]:
    """The settings, and what is wrong with them. Raises faults.NoHandbook when nothing can be made of them."""
    read: tuple[Settings, list[Flaw]] | Stopped
    read = _apart(source.text, partial(parse_settings, source, public_address(environment), engine(environment)))
    if isinstance(read, Stopped):
        raise NoHandbook(f"{content.SETTINGS}: reading it {read.why}; make it shorter and plainer")
    return read


def _apart(text: str, do: Callable[[], object]) -> Any:
    """What is read from one text; apart from this process, unless it can do no harm."""
    if is_harmless(text):
        return do()
    [answer] = isolated([Work(do, len(text))])
    return answer


def places_of(root: Path, environment: Mapping[str, str]) -> Places:
    """Where the handbook at `root` is read from. Raises faults.NoHandbook when there is none."""
    source = content.read_settings(root)
    settings, _ = _settings(source, environment)
    file, _ = content.read_named(root, content.PRACTICE)
    read = _apart(file.text, partial(parse_practice, file)) if file else None
    practice = None if read is None or isinstance(read, Stopped) else read[0]
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
        found = _apart(logo.decode("latin-1"), partial(faults, logo))
        if isinstance(found, Stopped):
            found = [(f"cannot be read: it {found.why}", "save it again, as a plain picture")]
        found = [Finding(place, f"the logo {practice.logo} {message}", hint) for message, hint in found]
        flaws = [Flaw("unusable-logo", finding) for finding in found]
    return replace(handbook, logo=b"" if flaws else logo, flaws=(*handbook.flaws, *flaws))


def _with_style(root: Path, settings: Settings) -> tuple[Settings, list[Flaw]]:
    """The settings with the citation style that they name a file of; with the usual one when that is of no use."""
    place = settings.citation_style_location
    if settings.citation_style in CITATION_STYLES or place is None:
        return settings, []
    source, unread = content.read_named(root, settings.citation_style)
    sheet, flaws = "", []
    if source:
        read = _apart(source.text, partial(parse_style, source, place))
        sheet, flaws = read if not isinstance(read, Stopped) else ("", [unparsed_file(source, read.why, place)])
    # All of it is told where the style is named.
    flaws += [replace(flaw, finding=replace(flaw.finding, location=place)) for flaw in unread]
    name = settings.citation_style if sheet else DEFAULT_STYLE
    return replace(settings, citation_sheet=sheet, citation_style=name), flaws


# So many letters of data are worth a second more.
LETTERS = 1_000_000

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
    data = _Data(files, memory)
    data.read()
    for name, (key, _) in READERS.items():
        if (found := data.of(name)) is not None:
            handbook = replace(handbook, **{key: found[0]})
            data.take(name, found[1])
    if files.data(content.URGENT) is None and not differ("en", handbook.settings.language):
        # A handbook in English is safe with what comes with the tool.
        shipped = content.shipped_urgent()
        urgent, _ = memory.of(("urgent", shipped.text), lambda: parse_urgent(shipped))
        alarms = tuple(replace(alarm, to_location=None) for alarm in urgent.alarms)
        handbook = replace(handbook, urgent=replace(urgent, alarms=alarms))
    if (found := data.of(content.WORKS)) is not None:
        items, flaws, allowed = found
        handbook = replace(handbook, items=items)
        data.flaws += flaws
        data.waivers += allowed
    handbook = replace(handbook, ledger=_ledger(data))
    return replace(handbook, flaws=(*handbook.flaws, *data.flaws), data_waivers=(*handbook.data_waivers, *data.waivers))


# The files of the ledger beside its editions, which are read together.
LEDGER: Mapping[str, Callable[[Source], tuple[Any, list[Flaw]]]] = {
    content.CHANGES: parse_changes,
    content.ERRATA: parse_errata,
}


@dataclass
class _Data:
    """The data files of a handbook, each read once, and apart from this process."""

    files: Files
    memory: Memory
    flaws: list[Flaw] = field(default_factory=list)
    waivers: list[Waiver] = field(default_factory=list)
    _stopped: set[tuple[str, ...]] = field(default_factory=set)

    def read(self) -> None:
        """Reads those that are not known yet; of those that stop their reader, says so."""
        wanted = {self._made_from(name): self._parse(name) for name in (*READERS, content.WORKS, *LEDGER)}
        wanted[self.of_editions] = partial(parse_editions, self.files.editions())
        work = [(made_from, _work(made_from, do)) for made_from, do in wanted.items() if made_from and do]
        for made_from, stopped in self.memory.ahead(work).items():
            self._stopped.add(made_from)
            source = self.files.texts[made_from[1]]
            self.flaws.append(unparsed_file(source, stopped.why))

    def of(self, name: str) -> Any:
        """What a file gives; None when there is none, or none that can be read."""
        made_from, parse = self._made_from(name), self._parse(name)
        return None if parse is None or made_from in self._stopped else self.memory.of(made_from, parse)

    def take(self, name: str, flaws: Iterable[Flaw]) -> None:
        """Keeps what was wrong with a file in YAML or TOML, and what is waived there."""
        self.flaws += flaws
        if source := self.files.data(name):
            self.waivers += yaml_waivers(source, 0, len(source.text))

    @property
    def of_editions(self) -> tuple[str, ...]:
        """All that the editions are read from."""
        return ("editions", *(part for source in self.files.editions() for part in (source.path, source.text)))

    def editions(self) -> tuple[Ledger, list[Flaw]]:
        if self.of_editions in self._stopped:
            return Ledger(), []
        found: tuple[Ledger, list[Flaw]] = self.memory.of(
            self.of_editions, partial(parse_editions, self.files.editions())
        )
        return found

    def _made_from(self, name: str) -> tuple[str, ...]:
        source = self.files.data(name)
        return ("works" if name == content.WORKS else name, source.path, source.text) if source else ()

    def _parse(self, name: str) -> Callable[[], Any] | None:
        source = self.files.data(name)
        if source is None:
            return None
        if name == content.WORKS:
            return partial(parse_references, source)
        return partial(LEDGER[name] if name in LEDGER else READERS[name][1], source)


def _work(made_from: tuple[str, ...], do: Callable[[], object]) -> Work:
    size = sum(map(len, made_from))
    return Work(do, size, all(map(is_harmless, made_from)), SECONDS + size / LETTERS)


def _ledger(data: _Data) -> Ledger:
    """What was released, and what became of it since."""
    ledger, found = data.editions()
    data.flaws += found or missing_last(ledger, data.files.citation)
    texts = data.of_editions[1:]
    read: dict[str, tuple[Any, ...]] = {}
    for name in LEDGER:
        if source := data.files.data(name):
            texts = (*texts, name, source.text)
        if (made := data.of(name)) is not None:
            read[name], found = made
            data.take(name, found)
    whole = with_rest(ledger, read.get(content.CHANGES, ()), read.get(content.ERRATA, ()))
    return replace(whole, mark=digest(*texts))
