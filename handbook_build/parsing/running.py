"""What `mkdocs.yml` names that MkDocs would run (plugins, a theme, templates), and what leads out of its folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handbook_build.diagnostics import Finding
from handbook_build.model.source import Source
from handbook_build.parsing.yaml import ListValue, MapValue, Scalar, Value, read_yaml

# Those that come with the tool, with Material or with MkDocs; a name as it stands in mkdocs.yml.
PLUGINS = frozenset(("handbook", "search", "material/search"))
THEMES = frozenset(("material", "mkdocs", "readthedocs", "null", "~", ""))
HINT = "read it, and if you trust who wrote it say --trust"


def asked_to_run(source: Source, templates: Sequence[str]) -> Iterator[Finding]:
    """Each plugin, theme and template by its place. `templates` are those that lie in the folder `custom_dir` and are
    none of ours, by their paths from the handbook's folder.
    """
    settings, _ = read_yaml(source, tags=True)
    if not isinstance(settings, MapValue):
        return
    for plugin in _names(settings.find("plugins")):
        if plugin.text not in PLUGINS:
            yield _found(source, plugin, f"the plugin `{plugin.text}` would run")
    theme = settings.find("theme")
    name = theme.find("name") if isinstance(theme, MapValue) else theme
    if isinstance(name, Scalar) and name.text not in THEMES:
        yield _found(source, name, f"the theme `{name.text}` would run")
    if isinstance(theme, MapValue):
        folder = theme.find("custom_dir")
        for path in templates if folder else ():
            yield _found(source, folder, f"the template {path} would run")
        for template in _names(theme.find("static_templates")):
            yield _found(source, template, f"the template `{template.text}` of the theme would run")
    for template in _names(settings.find("extra_templates")):
        yield _found(source, template, f"the template `{template.text}` would run")
    place = settings.find("site_dir")
    if isinstance(place, Scalar) and leads_out(place.text):
        yield _found(source, place, f"the site would be written to `{place.text}`, outside of the handbook's folder")


def leads_out(path: str) -> bool:
    """Whether a path as it is written leads out of the folder in which it begins, on any system."""
    steps = path.strip().replace("\\", "/").split("/")
    depth = 0
    for step in steps:
        depth += -1 if step == ".." else 0 if step in ("", ".") else 1
        if depth < 0:
            return True
    return path.strip()[:1] in ("/", "\\", "~") or path[1:2] == ":"


def _names(listed: Value | None) -> Iterator[Scalar]:
    """The names in a list or a mapping, each of which may have options."""
    if isinstance(listed, Scalar):
        yield listed
    elif isinstance(listed, MapValue):
        yield from (name for name, _ in listed.entries)
    elif isinstance(listed, ListValue):
        for item in listed.items:
            yield from _names(item)


def _found(source: Source, value: Value | None, message: str) -> Finding:
    start, end = (value.start, value.end) if value else (0, 1)
    return Finding(source.location(start, max(end, start + 1)), message, HINT)
