"""The MkDocs plugin: it hands the finished pages to MkDocs and decides nothing itself.

`handbook build` uses it with a handbook that is already loaded; under `mkdocs build` and
`mkdocs serve` it loads the handbook of the folder that `mkdocs.yml` stands in.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.commands.build import get_context
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from handbook_build.assembly import load, of_ordinary_site
from handbook_build.cache import Cache
from handbook_build.checks import Report, run_checks
from handbook_build.citing.bibliography import cite
from handbook_build.content import TERMS, WORKS
from handbook_build.diagnostics import Severity
from handbook_build.environment import ENGINE
from handbook_build.faults import MachineFault, NoHandbook
from handbook_build.locations import Location
from handbook_build.model.handbook import Handbook
from handbook_build.model.settings import DEFAULT_STYLE, HANDBOOK_PAGES, MKDOCS, ORDINARY_PAGES, Settings
from handbook_build.parsing.settings import language_of
from handbook_build.reaching import is_below
from handbook_build.staging import write_file
from handbook_build.web.finding import SITEMAP
from handbook_build.web.frames import BODY, SUMMARY, TITLE, Shape
from handbook_build.web.guest.events import GuestSite
from handbook_build.web.site import Website
from handbook_build.web.theme import (
    has_own_templates,
    is_ours,
    is_unused,
    lasting_folder,
    shipped_assets,
    shipped_theme,
)

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.nav import Navigation
    from mkdocs.utils.templates import TemplateContext

log = get_plugin_logger("handbook")


class HandbookConfig(Config):
    """The plugin's options in mkdocs.yml; the core reads and checks them itself."""

    edition = config_options.Optional(config_options.Type((str, int, float)))
    status = config_options.Optional(config_options.Type(str))
    contact = config_options.Optional(config_options.Type(str))
    licence = config_options.Optional(config_options.Type(str))
    licence_url = config_options.Optional(config_options.Type(str))
    page_words = config_options.Optional(config_options.Type(str))
    client_page_words = config_options.Optional(config_options.Type(str))
    exit_url = config_options.Optional(config_options.Type(str))
    citation_style = config_options.Optional(config_options.Type(str))
    pages = config_options.Optional(config_options.Choice((HANDBOOK_PAGES, ORDINARY_PAGES)))
    engine = config_options.Optional(config_options.Type(str))

    def load_dict(self, patch: dict[str, object]) -> None:
        super().load_dict({key.replace("-", "_"): value for key, value in patch.items()})


class HandbookPlugin(BasePlugin[HandbookConfig]):
    """Puts the handbook's pages in place of MkDocs' own rendering of its Markdown."""

    website: Website | None = None
    # Instead of a website, in an ordinary site.
    guest: GuestSite | None = None
    prepared = False
    env: Any
    nav: Navigation

    def prepare(self, website: Website) -> None:
        """Takes a website that was loaded and checked before MkDocs was started."""
        self.website, self.prepared = website, True

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        if self.config.pages == ORDINARY_PAGES:
            self.guest = _guest(config, self.config.citation_style)
            return config
        if not self.prepared:
            self.website = _load(Path(config.config_file_path or "mkdocs.yml").parent)
        site = self._website()
        if not config.use_directory_urls:
            log.warning("use_directory_urls is false; the handbook's addresses need it, so it was set to true")
            config.use_directory_urls = True
        if site.handbook.settings.address:
            config.site_url = site.handbook.settings.address.rstrip("/") + "/"
        theme = str(shipped_theme())
        if theme not in config.theme.dirs:
            # After a handbook's own overrides, before Material.
            config.theme.dirs.insert(1 if config.theme.custom_dir else 0, theme)
        if self.prepared:
            config.theme.static_templates = {*config.theme.static_templates} - {SITEMAP}
        config.extra["handbook"] = site.told(ours=is_ours(config.theme.dirs))
        config.extra["generator"] = False
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        if self.guest:
            self.guest.on_files(files)
            return files
        site = self._website()
        for file in list(files):
            assets = site.handbook.assets - site.handbook.withheld
            ours = file.src_uri in site.handbook.by_path or file.src_uri in assets
            if not ours and file.generated_by is None and _below(file.abs_src_path, config.docs_dir):
                files.remove(file)
        for file in list(files):
            if _leads_out(file, config):
                files.remove(file)
        theirs = files.get_file_from_path(SITEMAP) if self.prepared else None
        if theirs and not _below(theirs.abs_src_path, config.docs_dir):
            # `web/finding.py` writes one that knows when a page was looked at; that of the theme says today of each.
            files.remove(theirs)
        for path in site.generated:
            files.append(File.generated(config, path, content=""))
        if is_ours(config.theme.dirs):
            own = has_own_templates(config.theme.dirs)
            for file in list(files):
                if is_unused(file.src_uri, own) and not _below(file.abs_src_path, config.docs_dir):
                    files.remove(file)
            config.extra["handbook"]["assets"] = _lasting(files, config)
            config.extra["handbook"]["search"] = _has_search(config)
            if not own:
                _stop_materials_search(config)
        return files

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        self.nav = nav
        if self.guest:
            self.guest.on_nav(nav)
        return nav

    def on_env(self, env: Any, config: MkDocsConfig, files: Files) -> Any:
        self.env = env
        if self.guest:
            try:
                _log(self.guest.on_env())
            except MachineFault as fault:
                raise PluginError(str(fault)) from fault
        return env

    def frame(self, shape: Shape, config: MkDocsConfig) -> str:
        """A page of the theme with marks in place of its words. It is no file of the site, so no list has it."""
        page = Page(TITLE, File.generated(config, shape.path, content=""), config)
        data = self._website().data.frame(TITLE, SUMMARY if shape.has_summary else "", leave=shape.leave)
        page.meta = {"title": TITLE, "description": data["summary"], "handbook": data, "search": {"exclude": True}}
        page.content, page.toc, page.canonical_url = BODY, get_toc([]), None
        context = get_context(self.nav, [], config, page)
        context = config.plugins.on_page_context(context, page=page, config=config, nav=self.nav)
        html = self.env.get_template("main.html").render(context)
        return config.plugins.on_post_page(html, page=page, config=config)

    def on_page_read_source(self, page: Page, config: MkDocsConfig) -> str | None:
        # MkDocs would take a first line such as "Warning: call 112" for metadata, and lose it.
        return "" if self._ours(page) else None

    def on_page_markdown(self, markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        if self.guest:
            self.guest.on_page_markdown(page)
        if self._ours(page):
            made = self._website().page(page.file.src_uri)
            page.title = made.title
            page.meta = {"title": made.title, "description": made.summary, "handbook": made.data}
            if not made.searched or _search_index(config) is not None:
                page.meta["search"] = {"exclude": True}
        return markdown

    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        if self.guest:
            self.guest.on_page_content(page)
        if not self._ours(page):
            return html
        made = self._website().page(page.file.src_uri)
        page.toc = get_toc(_toc(made.headings))
        return made.body

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        index = _search_index(config)
        if index is not None and self._ours(page):
            for entry in self._website().page(page.file.src_uri).searched:
                address = f"{page.url}#{entry.id}" if entry.id else page.url
                index.append({"location": address, "title": entry.title, "text": entry.text})
        return context

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        # `handbook build` writes it with the other small files.
        if not self.prepared and not self.guest and config.extra["handbook"].get("search"):
            for address, data in self._website().search_files():
                write_file(Path(config.site_dir), address, data)

    def on_serve(self, server: LiveReloadServer, config: MkDocsConfig, builder: object) -> LiveReloadServer:
        if config.config_file_path:
            server.watch(config.config_file_path)
        return server

    def _website(self) -> Website:
        if self.website is None:
            raise PluginError("the handbook was not loaded before its pages were asked for")
        return self.website

    def _ours(self, page: Page) -> bool:
        if self.guest:
            return False
        site = self._website()
        return page.file.src_uri in site.handbook.by_path or page.file.src_uri in site.generated


def _load(root: Path) -> Website:
    """The website of the handbook at `root`; its findings go to MkDocs' log, where --strict counts them."""
    try:
        handbook = load(root, {**os.environ, ENGINE: MKDOCS})
        _refuse_ordinary_pages(handbook)
        bibliography = cite(handbook, Cache(root / ".handbook" / "cache"))
    except (NoHandbook, MachineFault) as fault:
        raise PluginError(str(fault)) from fault
    _log(run_checks(handbook))
    return Website(handbook, bibliography)


def _refuse_ordinary_pages(handbook: Handbook) -> None:
    """Says in one sentence what else each page would be a finding for."""
    if handbook.documents and not any(page.front.id for page in handbook.documents):
        raise PluginError(
            f"no page in {handbook.settings.content}/ has a handbook's front matter. In an ordinary site, write "
            f"`pages: {ORDINARY_PAGES}` below `- handbook:`; terms are then linked and works cited in its pages as "
            "they are. In a handbook, begin a page by `handbook new page`"
        )


def _guest(config: MkDocsConfig, style: str | None) -> GuestSite:
    """What is needed for terms and citations in an ordinary site."""
    root, pages = Path(config.config_file_path or "mkdocs.yml").parent, Path(config.docs_dir)
    if not pages.is_relative_to(root):
        raise PluginError(f"the pages in {pages} do not lie below the folder of mkdocs.yml; move them there")
    here = Location("mkdocs.yml")
    theme = config.theme
    settings = Settings(
        config.site_name,
        here,
        content=pages.relative_to(root).as_posix(),
        language=language_of(str(theme.get("language", theme.locale or ""))),
        citation_style=style or DEFAULT_STYLE,
        citation_style_location=here,
        ordinary=True,
    )
    handbook = of_ordinary_site(root, settings, os.environ)
    if not handbook.entries and not handbook.items:
        log.warning(f"no term is linked and no work is cited: {settings.content}/ has no {TERMS} and no {WORKS}")
    return GuestSite(handbook, config, root)


def _log(report: Report) -> None:
    """Tells findings in MkDocs' own log, where --strict counts them."""
    for found in report.diagnostics:
        text = f"{found.location}: {found.code} {found.message} ({found.hint})"
        (log.error if found.severity is Severity.ERROR else log.warning)(text)


def _has_search(config: MkDocsConfig) -> bool:
    """Whether this handbook asks for search, as MkDocs' own settings say it."""
    return any(name.rpartition("/")[2] == "search" for name in config.plugins)


def _stop_materials_search(config: MkDocsConfig) -> None:
    """Ours answers in its place, on the same pages; nobody would load its index."""
    for plugin in config.plugins.values():
        if type(plugin).__module__.startswith("material.plugins.search"):
            plugin.config["enabled"] = False


def _search_index(config: MkDocsConfig) -> list[dict[str, str]] | None:
    """The entries of Material's search, to which ours are added; None where another search is used, or none."""
    for plugin in config.plugins.values():
        if type(plugin).__module__.startswith("material.") and plugin.config.get("enabled", True):
            entries = getattr(getattr(plugin, "search_index", None), "entries", None)
            if isinstance(entries, list):
                return entries
    return None


def _lasting(files: Files, config: MkDocsConfig) -> str:
    """Puts our assets into a folder named by their contents, and gives its address. They stay at their old addresses
    too where a handbook has templates of its own, which may name those.
    """
    ours = shipped_assets()
    old = [
        (file, file.abs_src_path)
        for file in files
        if file.src_uri in ours and file.abs_src_path and not _below(file.abs_src_path, config.docs_dir)
    ]
    folder = lasting_folder({file.src_uri: Path(path) for file, path in old})
    keep = has_own_templates(config.theme.dirs)
    for file, path in old:
        if not keep:
            files.remove(file)
        place = f"{folder}/{file.src_uri.removeprefix('assets/')}"
        files.append(File.generated(config, place, abs_src_path=path))
    return folder


def _below(path: str | None, folder: str) -> bool:
    return path is not None and Path(path).is_relative_to(folder)


def _leads_out(file: File, config: MkDocsConfig) -> bool:
    """Whether a file of the handbook is reached by a link out of its folder, which is a finding (HB109)."""
    root, path = Path(config.config_file_path or "mkdocs.yml").parent, Path(file.abs_src_path or "")
    return path.is_relative_to(root) and not is_below(root, path.relative_to(root).as_posix())


def _toc(headings: tuple[tuple[int, str, str], ...]) -> list[Any]:
    """MkDocs' own shape of a table of contents: the third level below the second."""
    tokens: list[Any] = []
    for level, name, title in headings:
        above = tokens[-1]["children"] if level > 2 and tokens else tokens
        above.append({"level": level, "id": name, "name": title, "children": []})
    return tokens
