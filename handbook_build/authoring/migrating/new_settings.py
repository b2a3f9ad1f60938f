"""The `mkdocs.yml` of the handbook that a plain site becomes."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from handbook_build.authoring.migrating.places import Places
from handbook_build.authoring.migrating.plain_site import PlainSite, Untaken, named
from handbook_build.authoring.starting import value
from handbook_build.parsing.markdown import ADDABLE, DIALECT

# What is taken as it is, and what says the same in another way or needs no words.
_KEPT = ("site_name", "site_url", "site_description", "site_author", "copyright", "exclude_docs")
_SAID = frozenset((*_KEPT, "docs_dir", "nav", "theme", "plugins", "markdown_extensions", "site_dir"))
# What the handbook has of its own.
_OWN = frozenset(("search", "handbook", "ezglossary", "bibtex"))
_OURS = frozenset(
    (
        *(name for name, _ in DIALECT),
        "pymdownx.snippets",
        "markdown.extensions.toc",
        "markdown.extensions.meta",
        "markdown.extensions.extra",
        "pymdownx.superfences",
        "pymdownx.highlight",
        "pymdownx.inlinehilite",
    )
)


def settings_text(site: PlainSite, places: Places, extensions: set[str]) -> str:
    """All of it; `extensions` are those that pages ask for without the site naming them alone (`extra`)."""
    return "\n".join(_lines(site, places, extensions)) + "\n"


def _lines(site: PlainSite, places: Places, extensions: set[str]) -> Iterator[str]:
    for key in _KEPT:
        if isinstance(said := site.settings.get(key), str):
            yield f"{key}: {value(said)}" if "\n" not in said else f"{key}: {value(' '.join(said.split()))}"
    yield "docs_dir: content"
    yield from _theme(site)
    yield "plugins:\n  - search\n  - handbook:"
    yield '      edition: "1"'
    added = sorted(
        {*(name for name, _ in site.extensions() if name in ADDABLE), *extensions} - {"markdown.extensions.abbr"}
    )
    if added:
        yield "markdown_extensions:"
        yield from (f"  - {name.removeprefix('markdown.extensions.')}" for name in added)
    if isinstance(navigation := site.settings.get("nav"), list):
        yield "nav:"
        yield from _navigation(site, places, navigation, "  ")
    _tell_the_rest(site)


def _theme(site: PlainSite) -> Iterator[str]:
    theme = site.settings.get("theme")
    options = theme if isinstance(theme, dict) else {}
    language = options.get("language")
    yield f"theme: {{name: material, font: false{f', language: {language}' if isinstance(language, str) else ''}}}"
    for key in options.keys() - {"name", "language", "font"}:
        hint = "the handbook has a look of its own; see `Your own handbook` in README.md"
        site.untaken.append(Untaken(site.at(f"{key}:"), f"`{key}` of the theme is left out", hint))


def _navigation(site: PlainSite, places: Places, listed: list[object], margin: str) -> Iterator[str]:
    for entry in listed:
        for title, target in (
            [("", entry)] if isinstance(entry, str) else entry.items() if isinstance(entry, dict) else ()
        ):
            said = f"{value(str(title))}: " if title else ""
            if isinstance(target, list):
                yield f"{margin}- {said.strip()}"
                yield from _navigation(site, places, target, f"{margin}    ")
            elif isinstance(target, str):
                page = posixpath.normpath(target)
                new = places.file.get(page, target)
                # A page that only defined terms is the glossary now, which is made by the build.
                yield f"{margin}- {said}{value(new) if new else 'glossary.md'}"


def _tell_the_rest(site: PlainSite) -> None:
    for key in site.settings.keys() - _SAID:
        what = f"`{key}` is left out"
        site.untaken.append(Untaken(site.at(f"{key}:"), what, "set it in the new mkdocs.yml if the handbook needs it"))
    for name, _ in named(site.settings.get("plugins")):
        if name not in _OWN:
            what = f"the plugin `{name}` is left out"
            site.untaken.append(Untaken(site.at(name), what, "add it again if the handbook needs it; see README.md"))
    for name, _ in site.extensions():
        if name not in ADDABLE | _OURS:
            what = f"the Markdown extension `{name}` is left out"
            hint = "what it wrote stays in the text as it is; `handbook explain HB114` says which can be added"
            site.untaken.append(Untaken(site.at(name.removeprefix("markdown.extensions.")), what, hint))
