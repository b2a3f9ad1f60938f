"""What turns a website into files: our own templates alone where they suffice, else MkDocs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from handbook_build.linking.addresses import page_address
from handbook_build.parsing.settings import plain_settings
from handbook_build.units import Made, Unit, Units
from handbook_build.web.frames import Shape
from handbook_build.web.made_from import PageParts
from handbook_build.web.markdown.page import MarkdownPage
from handbook_build.web.own_engine import NOT_FOUND, OwnEngine, suffices
from handbook_build.web.site import Website, known_of

PAGES = "pages"


@dataclass(frozen=True)
class Built:
    """What the engine warned of, how to have a frame rendered by its theme, and the address of the folder of assets
    that is named by its contents, where there is one. Whether its templates are all of this package (`ours`), its
    pages have our search, and everything that it read is known.
    """

    warnings: list[str]
    frame: Callable[[Shape], str]
    assets: str = ""
    ours: bool = True
    search: bool = False
    known: bool = False


def build_site(root: Path, website: Website, units: Units) -> Built:
    """Writes the pages and what they load.

    Raises WrongUse when mkdocs.yml cannot be used and MachineFault when the disk refuses or MkDocs fails.
    """
    settings, stage = plain_settings(website.handbook.sources["mkdocs.yml"]), units.stage
    if not suffices(root, settings):
        # Imported here, since it takes long to load.
        from handbook_build.web.mkdocs_engine import run

        folder = stage.aside()
        ran = run(root, website, settings, folder)
        stage.take(folder)
        return Built(ran.warnings, ran.frame, ran.assets, ours=ran.ours, search=ran.search)
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
