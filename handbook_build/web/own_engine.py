"""Our own templates filled without a site engine: what MkDocs would write, at a fraction of its cost.

MkDocs takes half a second to load, knows the navigation of every page, and asks each plugin about each. Where a
handbook brings no template, no plugin and no setting beyond those that are named here, none of that shows in a page.
So Jinja is asked alone, with the few values that our templates use, by the names that they have in MkDocs. That both
write the same bytes is a test (tests/test_engines.py); everything else goes to MkDocs.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urljoin, urlsplit

import jinja2

from handbook_build.faults import MachineFault
from handbook_build.linking.addresses import page_address
from handbook_build.reaching import is_below, read_below
from handbook_build.web.frames import BODY, SUMMARY, TITLE, Shape
from handbook_build.web.site import WebPage, Website
from handbook_build.web.theme import (
    has_own_templates,
    is_ours,
    lasting_folder,
    own_folder,
    shipped_assets,
    shipped_theme,
    static_files,
)

NOT_FOUND = "404.html"
PLUGINS = frozenset(("handbook", "search"))
# Settings that are the handbook's own, are words for a template, or are MkDocs' own affair.
_WORDS = frozenset(("site_name", "site_description", "site_author", "site_url", "docs_dir", "site_dir", "copyright"))
_LISTS = frozenset(("nav", "plugins", "watch", "extra_css", "extra_javascript"))
_OTHERS = frozenset(("theme", "not_in_nav"))
_OF_THEME = frozenset(("name", "language", "custom_dir", "font", "features", "palette", "icon"))


def suffices(root: Path, settings: Mapping[str, object]) -> bool:
    """Whether a handbook with these settings (mkdocs.yml as plain values) needs no site engine."""
    if not settings.keys() <= _WORDS | _LISTS | _OTHERS or not isinstance(settings.get("site_name"), str):
        return False
    plain = all(isinstance(settings.get(name, ""), str) for name in (*_WORDS, "not_in_nav"))
    listed = all(isinstance(settings.get(name, []), list) for name in _LISTS)
    return plain and listed and _plain_lists(settings) and _usual_theme(root, theme_of(settings))


def _plain_lists(settings: Mapping[str, object]) -> bool:
    plugins, styles = settings.get("plugins", ["search"]), settings.get("extra_css", [])
    if not isinstance(plugins, list) or not isinstance(styles, list):
        return False
    names = [next(iter(one)) if isinstance(one, dict) and len(one) == 1 else one for one in plugins]
    bare = all(not isinstance(one, dict) or "handbook" in one for one in plugins)
    known = all(isinstance(name, str) and name in PLUGINS for name in names)
    return bare and known and len(names) == len(set(names)) and all(isinstance(one, str) for one in styles)


def theme_of(settings: Mapping[str, object]) -> Mapping[str, object]:
    """The settings of the theme, which may be named alone; none where it is neither."""
    theme = settings.get("theme")
    return {"name": theme} if isinstance(theme, str) else theme if isinstance(theme, dict) else {}


def _usual_theme(root: Path, theme: Mapping[str, object]) -> bool:
    if theme.get("name") != "material" or not theme.keys() <= _OF_THEME:
        return False
    if not isinstance(theme.get("language", "en"), str) or not isinstance(theme.get("custom_dir", ""), str):
        return False
    folders = theme_folders(root, theme)
    return all(map(Path.is_dir, folders)) and is_ours(map(str, folders)) and not has_own_templates(map(str, folders))


def theme_folders(root: Path, theme: Mapping[str, object]) -> list[Path]:
    """Where templates and their files are looked for: a handbook's own folder, unless it lies elsewhere, then ours."""
    own = own_folder(root, str(theme.get("custom_dir", "")))
    return [*([own] if own else []), shipped_theme()]


@dataclass(frozen=True)
class OwnEngine:
    """The pages of one website. `settings` is mkdocs.yml as plain values, for which `suffices` is true."""

    root: Path
    website: Website
    settings: Mapping[str, object]

    def page(self, path: str) -> bytes:
        """The page at a path below the content folder, as its file holds it. Raises KeyError when there is none."""
        made = self.website.page(path)
        return self._html(self._context(made), made.path).encode("utf-8", "xmlcharrefreplace")

    def frame(self, shape: Shape) -> str:
        """A page of the theme with marks in place of its words."""
        data = self.website.data.frame(TITLE, SUMMARY if shape.has_summary else "", leave=shape.leave)
        page = WebPage(shape.path, TITLE, str(data["summary"]), data, BODY, (), (), ())
        return self._html(self._context(page, canonical=False), shape.path)

    def not_found(self) -> bytes:
        """The page for an address at which there is nothing: it may be asked for at any depth."""
        base = urlsplit(self._site_url or "/").path
        context = {"config": self._config, "page": None, "base_url": base}
        return self._environment.get_template(NOT_FOUND).render(context).encode()

    @cached_property
    def files(self) -> Mapping[str, Path]:
        """Pictures and other files of the handbook and of the theme, by their address, as they lie there."""
        content, handbook = self.root / self.website.handbook.settings.content, self.website.handbook
        own = {address: content / address for address in sorted(handbook.assets - handbook.withheld)}
        theirs = {
            f"{self.assets}/{address.removeprefix('assets/')}" if address in shipped_assets() else address: path
            for address, path in sorted(self._of_theme.items())
        }
        return {**theirs, **own}

    def file(self, address: str) -> bytes:
        """What one of the files holds. Raises MachineFault when the disk refuses, or it leads elsewhere meanwhile."""
        path = self.files[address]
        folder = self.root if path.is_relative_to(self.root) else shipped_theme()
        try:
            return read_below(folder, path.relative_to(folder).as_posix())
        except OSError as error:
            raise MachineFault(f"{path.name} could not be read: {error.strerror}") from error

    @cached_property
    def assets(self) -> str:
        """The folder of our style sheets and scripts, which is named by what is in it."""
        ours = shipped_assets()
        return lasting_folder({address: path for address, path in self._of_theme.items() if address in ours})

    @property
    def shown(self) -> str:
        """All that a template is told beside what it is told of its page."""
        return json.dumps(vars(self._config), default=repr)

    @property
    def search(self) -> bool:
        """Whether pages have our search."""
        plugins = self.settings.get("plugins", ["search"])
        return isinstance(plugins, list) and "search" in plugins

    @cached_property
    def _of_theme(self) -> Mapping[str, Path]:
        """What is no template, by its address; the handbook's own goes before ours."""
        found: dict[str, Path] = {}
        for folder in theme_folders(self.root, theme_of(self.settings)):
            within = shipped_theme() if folder == shipped_theme() else self.root
            for address, path in static_files(folder):
                if is_below(within, str(path)):
                    found.setdefault(address, path)
        return found

    @cached_property
    def _site_url(self) -> str | None:
        address = self.website.handbook.settings.address
        return f"{address.rstrip('/')}/" if address else None

    @cached_property
    def _config(self) -> SimpleNamespace:
        language = theme_of(self.settings).get("language")
        book = {**self.website.data.site(), "assets": self.assets, "search": self.search}
        return SimpleNamespace(
            site_name=self.settings["site_name"],
            site_description=self.settings.get("site_description"),
            site_url=self._site_url,
            copyright=self.settings.get("copyright"),
            extra_css=self.settings.get("extra_css", []),
            theme={"language": language or "en"},
            extra={"handbook": book, "generator": False},
        )

    @cached_property
    def _environment(self) -> jinja2.Environment:
        # A handbook's own are these very ones, or MkDocs would have been asked.
        return _environment_of(shipped_theme())

    def _context(self, made: WebPage, *, canonical: bool = True) -> SimpleNamespace:
        address = page_address(made.path)
        return SimpleNamespace(
            title=made.title,
            url=address,
            meta={"title": made.title, "description": made.summary, "handbook": made.data},
            content=made.body,
            toc=_contents(made.headings),
            canonical_url=urljoin(self._site_url, address) if self._site_url and canonical else None,
        )

    def _html(self, page: SimpleNamespace, path: str) -> str:
        context = {"config": self._config, "page": page, "base_url": _relative(".", page_address(path))}
        return self._environment.get_template("main.html").render(context)


@cache
def _environment_of(folder: Path) -> jinja2.Environment:
    """Templates are read again when they were saved, which a preview lives to see."""
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(folder), auto_reload=True)
    environment.filters["url"] = _url
    return environment


def _contents(headings: tuple[tuple[int, str, str], ...]) -> list[SimpleNamespace]:
    """The table of contents as MkDocs has it: the third level below the second."""
    found: list[SimpleNamespace] = []
    for level, name, title in headings:
        above = found[-1].children if level > 2 and found else found
        above.append(SimpleNamespace(title=title, url=f"#{name}", level=level, children=[]))
    return found


@jinja2.pass_context
def _url(context: jinja2.runtime.Context, value: object) -> str:
    """The way from the page that is being made to an address from the site's root; others stay as they are."""
    path = str(value) or "."
    path = path.replace("\\", "/")
    parts = urlsplit(path)
    if parts.scheme or parts.netloc or path.startswith(("/", "#")):
        return path
    if context["page"] is None:
        return posixpath.join(context["base_url"], path)
    levels = 0
    if ".." in path:
        norm = posixpath.normpath(path) + "/"
        while norm.startswith("../", levels * 3):
            levels += 1
    return "../" * levels + _relative(path, context["page"].url)


def _relative(address: str, other: str) -> str:
    """One address as it is written on the page at another, as MkDocs writes it."""
    folder, _, name = other.rpartition("/")
    here, there = _steps(folder if "." in name else other), _steps(address)
    common = 0
    while common < min(len(here), len(there)) and here[common] == there[common]:
        common += 1
    way = "/".join([".."] * (len(here) - common) + there[common:]) or "."
    return f"{way}/" if address.endswith("/") else way


# Every page has links to the same few hundred others.
@lru_cache(maxsize=20_000)
def _steps(path: str) -> list[str]:
    if not path.startswith("/"):
        path = "/" + path
    path = posixpath.normpath(path)[1:]
    return path.split("/") if path else []
