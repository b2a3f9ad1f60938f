"""What `mkdocs.yml` asks of MkDocs, and Zensical would leave out without a word."""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding
from handbook_build.model.document import Flaw
from handbook_build.model.source import Source
from handbook_build.parsing.yaml import ListValue, MapValue, Scalar, Value

# What both engines do in the same way, or what is finished before either begins.
_BOTH = frozenset(("handbook", "search"))
_MATERIAL = frozenset(("material", "zensical"))
_HINT = "build it with MkDocs (without `engine: zensical`), or take it out; ENGINES.md says what Zensical cannot do"


def left_out_by_zensical(source: Source, settings: MapValue) -> list[Flaw]:
    """A flaw for each plugin, theme or setting that would have no effect."""

    def flaw(place: Value, message: str) -> Flaw:
        where = source.location(place.start, max(place.end, place.start + 1))
        return Flaw("setting-not-used", Finding(where, message, _HINT))

    return [flaw(place, message) for place, message in _unheard(settings)]


def _unheard(settings: MapValue) -> Iterator[tuple[Value, str]]:
    for name, place in _plugins(settings.find("plugins")):
        if name.rpartition("/")[2] not in _BOTH:
            yield place, f"the plugin `{name}` is not run: Zensical runs no plugin of MkDocs"
    theme = settings.find("theme")
    name_of_theme = theme.find("name") if isinstance(theme, MapValue) else theme
    if isinstance(name_of_theme, Scalar) and name_of_theme.text not in _MATERIAL:
        yield name_of_theme, f"the theme `{name_of_theme.text}` is not used: Zensical has a theme of its own"
    addresses = settings.find("use_directory_urls")
    if isinstance(addresses, Scalar) and addresses.text.lower() == "false":
        yield addresses, "`use_directory_urls` is not used: the addresses of a handbook are those of folders"
    templates = settings.find("extra_templates")
    if isinstance(templates, ListValue) and templates.items:
        yield templates, "`extra_templates` is not used: Zensical fills the templates of pages alone"


def _plugins(plugins: Value | None) -> Iterator[tuple[str, Value]]:
    """(name, where it stands) of each, as MkDocs takes them: a list of names and mappings, or one mapping."""
    if isinstance(plugins, MapValue):
        yield from ((key.text, key) for key, _ in plugins.entries)
    for entry in plugins.items if isinstance(plugins, ListValue) else ():
        if isinstance(entry, Scalar):
            yield entry.text, entry
        elif isinstance(entry, MapValue):
            yield from ((key.text, key) for key, _ in entry.entries)
