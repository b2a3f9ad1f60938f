"""A handbook as files that Zensical can build: pages, the data of their templates, settings, templates.

What Zensical does is what a site engine is for: it fills the templates of `overrides/`, or those of a handbook's own on
top of its theme, for each page and with the navigation, and writes the files. Links, terms, citations, generated pages
and search are finished before, and are the same under every engine.

Each page lies at its own address as an `index.md`. Zensical takes links for links between the files of pages, and from
`trust.md` it would lead all of them one folder up; from `trust/index.md` they stay what they are.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from urllib.parse import unquote

from handbook_build.linking.addresses import page_address
from handbook_build.web.site import WebPage

CONTENT, BODIES, TEMPLATES, OUTPUT = "content", "bodies", "theme", "site"
# How the top folder of a frame begins; no list of pages has it.
FRAME = "handbook-frame"
EXTENSION = "handbook_build.web.zensical.bodies"
# Settings of mkdocs.yml that name files of the handbook as they lie there, or what Zensical is not asked for.
_OURS = frozenset(
    "docs_dir edit_uri edit_uri_template exclude_docs draft_docs extra extra_templates nav not_in_nav plugins site_dir "
    "site_url strict theme use_directory_urls validation watch".split()
)
# Characters that YAML reads otherwise than JSON, inside quotes too.
_UNLIKE_JSON = {
    code: f"\\u{code:04x}" for code in (*range(0x7F, 0xA0), 0x2028, 0x2029, 0xFEFF, *range(0xFFFE, 0x10000))
}
# Names that Zensical exchanges for its own in the whole text of the settings, also inside other words.
_EXCHANGED = {"material.extensions": "material\\u002eextensions", "materialx": "material\\u0078"}


def file_of(path: str) -> str:
    """Where the page at a path below the content folder lies among the files, and, as HTML, on the site."""
    return f"{unquote(page_address(path))}index"


def page_files(page: WebPage, number: int, *, searched: bool) -> Iterator[tuple[str, bytes]]:
    """The file of a page and that of its body. `searched` tells whether Zensical's own search is to know it."""
    meta: dict[str, object] = {
        "title": page.title,
        "description": page.summary,
        # Zensical writes some characters of an address in its own way, by which a template would not know the page.
        "handbook": {**page.data, "url": page_address(page.path)},
    }
    if not searched:
        meta["search"] = {"exclude": True}
    yield f"{CONTENT}/{file_of(page.path)}.md", f"---\n{_yaml(meta)}\n---\n\nhandbook-body {number}\n".encode()
    body = {"html": page.body, "headings": page.headings}
    yield f"{BODIES}/{number}.json", json.dumps(body, ensure_ascii=False).encode("utf-8", "xmlcharrefreplace")


def settings_file(
    settings: Mapping[str, object],
    theme: Mapping[str, object],
    told: Mapping[str, object],
    address: str,
    navigation: list[object],
) -> bytes:
    """Zensical's settings: those of mkdocs.yml (as plain values) and its theme, what templates are `told` of the
    handbook, the public address, and the navigation by the files of the pages.
    """
    kept = {key: value for key, value in settings.items() if key not in _OURS}
    extra = settings.get("extra")
    made = {
        **kept,
        "docs_dir": CONTENT,
        "site_dir": OUTPUT,
        "site_url": f"{address.rstrip('/')}/" if address else None,
        "theme": {"font": False, **theme, "name": "material", "custom_dir": TEMPLATES},
        "extra": {**(extra if isinstance(extra, dict) else {}), "handbook": told, "generator": False},
        # It would lead to files that are no author's.
        "edit_uri": "",
        "plugins": ["search"],
        "markdown_extensions": [{EXTENSION: {"folder": BODIES}}],
        "nav": navigation,
        "not_in_nav": f"/{FRAME}-*/**\n",
    }
    return _yaml(made, _EXCHANGED).encode()


def navigation(nav: object, paths: Collection[str]) -> list[object]:
    """The navigation of mkdocs.yml by the files of the pages; without one, each folder is a group."""
    if isinstance(nav, list) and nav:
        return [_entry(one, paths) for one in nav]
    groups: dict[str, list[object]] = {}
    for path in sorted(paths, key=lambda path: (path.count("/"), path)):
        groups.setdefault(path.partition("/")[0] if "/" in path else "", []).append(f"{file_of(path)}.md")
    top = groups.pop("", [])
    return [*top, *({folder.replace("-", " ").capitalize(): pages} for folder, pages in groups.items())]


def _entry(entry: object, paths: Collection[str]) -> object:
    if isinstance(entry, dict):
        return {title: _entry(below, paths) for title, below in entry.items()}
    if isinstance(entry, list):
        return [_entry(one, paths) for one in entry]
    return f"{file_of(entry)}.md" if isinstance(entry, str) and entry in paths else entry


def _yaml(value: object, exchanged: Mapping[str, str] | None = None) -> str:
    """Plain values as JSON that is YAML too: nothing in it can be taken for a tag, a date or a number."""
    text = json.dumps(value, ensure_ascii=False, default=str).translate(_UNLIKE_JSON)
    for name, other in (exchanged or {}).items():
        text = text.replace(name, other)
    return text.encode("utf-8", "xmlcharrefreplace").decode()
