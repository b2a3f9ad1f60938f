"""What turns a website into files: our own templates alone where they suffice, else MkDocs; or the engine asked for."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from handbook_build.linking.addresses import page_address
from handbook_build.model.settings import MKDOCS, ZENSICAL
from handbook_build.parsing.settings import plain_settings
from handbook_build.units import Made, Unit, Units
from handbook_build.web.built import Built
from handbook_build.web.made_from import PageParts
from handbook_build.web.markdown.page import MarkdownPage
from handbook_build.web.own_engine import NOT_FOUND, OwnEngine, suffices
from handbook_build.web.site import Website, known_of

PAGES = "pages"


def build_site(root: Path, website: Website, units: Units) -> Built:
    """Writes the pages and what they load.

    Raises WrongUse when mkdocs.yml cannot be used and MachineFault when the disk refuses or a site engine fails.
    """
    settings, stage = plain_settings(website.handbook.sources["mkdocs.yml"]), units.stage
    asked = website.handbook.settings.engine
    # Both are imported here, since it takes long to load them.
    if asked == ZENSICAL:
        from handbook_build.web import zensical_engine

        return zensical_engine.run(root, website, settings, stage)
    if asked == MKDOCS or not suffices(root, settings):
        from handbook_build.web import mkdocs_engine

        return mkdocs_engine.run(root, website, settings, stage)
    engine = OwnEngine(root, website, settings)
    for address in engine.files:
        stage.write(address, engine.file(address))
    stage.write(NOT_FOUND, engine.not_found())
    parts = PageParts(website, engine.shown)
    for path in website.paths():
        # Pages that are made from data rest on everything.
        document = None if path in website.generated else website.handbook.by_path[path]
        kind, made_from = (PAGES, parts.of(document)) if document else ("", {})
        searched, markdown = units.place(Unit(kind, path, made_from, partial(_written, engine, path)))
        website.know(path, known_of(searched, markdown))
    return Built([], engine.frame, f"{engine.assets}/", search=engine.search, known=True)


def _file(path: str) -> str:
    return f"{page_address(path)}index.html"


def _written(engine: OwnEngine, path: str) -> Made:
    """A page, with what other files take from it."""
    html = engine.page(path)
    searched = [(entry.id, entry.title, entry.parts) for entry in engine.website.searched(path)]
    return Made([(_file(path), html)], (searched, MarkdownPage(engine.website, path).write()))
