"""A plain MkDocs site as it stands: its settings, its pages, the files that these bring in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from handbook_build import content
from handbook_build.faults import WrongUse
from handbook_build.locations import Location
from handbook_build.model.source import Source
from handbook_build.parsing.markdown import canonical_name
from handbook_build.parsing.settings import whole_settings

DOCS = "docs"


@dataclass(frozen=True, slots=True)
class Untaken:
    """Something that is not carried over: where it stands, what it is, and what to do."""

    location: Location
    what: str
    hint: str

    def __str__(self) -> str:
        return f"{self.location}: {self.what}\n  hint: {self.hint}\n"


@dataclass(frozen=True)
class PlainSite:
    """`pages` by their path below `folder`, in order; `brought` are texts that every page brings in at its end."""

    root: Path
    folder: str
    source: Source
    settings: Mapping[str, object]
    pages: Mapping[str, Source]
    assets: tuple[str, ...]
    brought: tuple[Source, ...]
    untaken: list[Untaken] = field(default_factory=list)

    def plugin(self, name: str) -> Mapping[str, object] | None:
        """The options of a plugin; None when the site does not use it."""
        return next((options for one, options in named(self.settings.get("plugins")) if one == name), None)

    def extensions(self) -> Iterator[tuple[str, Mapping[str, object]]]:
        """The full name of each Markdown extension, and its options."""
        for name, options in named(self.settings.get("markdown_extensions")):
            yield canonical_name(name), options

    def at(self, key: str) -> Location:
        """Where a word of the settings stands first."""
        return self.source.location(max(self.source.text.find(key), 0))

    def named_file(self, path: str) -> Source | None:
        """A text that a setting names; what cannot be read is told."""
        source, flaws = content.read_named(self.root, path)
        self.untaken.extend(Untaken(self.at(path), flaw.finding.message, flaw.finding.hint) for flaw in flaws)
        return source


def named(listed: object) -> Iterator[tuple[str, Mapping[str, object]]]:
    """(name, options) of each plugin or extension, as mkdocs.yml may write them: a list or a mapping."""
    items = [{key: value} for key, value in listed.items()] if isinstance(listed, dict) else listed
    for one in items if isinstance(items, list) else ():
        if isinstance(one, str):
            yield one, {}
        elif isinstance(one, dict):
            yield from ((str(name), options if isinstance(options, dict) else {}) for name, options in one.items())


def read_plain_site(root: Path) -> PlainSite:
    """The site at `root`.

    Raises NoHandbook when there is none, and WrongUse when its settings cannot be read.
    """
    source = content.read_settings(root)
    try:
        settings = whole_settings(source)
    except ValueError as error:
        raise WrongUse(f"{error}; nothing was written") from error
    folder = str(settings.get("docs_dir") or DOCS).rstrip("/")
    files = content.read_files(root, folder)
    site = PlainSite(root, folder, source, settings, dict(files.markdown()), tuple(sorted(files.assets)), ())
    site.untaken.extend(Untaken(f.finding.location, f.finding.message, f.finding.hint) for f in files.flaws)
    return PlainSite(
        site.root,
        site.folder,
        site.source,
        site.settings,
        site.pages,
        site.assets,
        tuple(_brought(site)),
        site.untaken,
    )


def _brought(site: PlainSite) -> Iterator[Source]:
    """What the extension `snippets` puts at the end of every page: how a site has one list of abbreviations."""
    options = dict(site.extensions()).get("pymdownx.snippets", {})
    listed = options.get("auto_append")
    bases = options.get("base_path") or ["."]
    for name in listed if isinstance(listed, list) else ():
        places = [str(Path(str(base)) / str(name)) for base in (bases if isinstance(bases, list) else [bases])]
        there = next((place for place in places if (site.root / place).is_file()), str(name))
        if source := site.named_file(there):
            yield source
