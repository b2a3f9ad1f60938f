"""What turns a website into files: our own templates alone where they suffice, else MkDocs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from handbook_build.linking.addresses import page_address
from handbook_build.parsing.settings import plain_settings
from handbook_build.staging import Stage, read_file
from handbook_build.web.frames import Shape
from handbook_build.web.own_engine import NOT_FOUND, OwnEngine, suffices
from handbook_build.web.site import Website


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


def build_site(root: Path, website: Website, stage: Stage) -> Built:
    """Writes the pages and what they load.

    Raises WrongUse when mkdocs.yml cannot be used and MachineFault when the disk refuses or MkDocs fails.
    """
    settings = plain_settings(website.handbook.sources["mkdocs.yml"])
    if not suffices(root, settings):
        # Imported here, since it takes long to load.
        from handbook_build.web.mkdocs_engine import run

        folder = stage.aside()
        ran = run(root, website, settings, folder)
        stage.take(folder)
        return Built(ran.warnings, ran.frame, ran.assets, ours=ran.ours, search=ran.search)
    engine = OwnEngine(root, website, settings)
    for address, path in engine.files.items():
        stage.write(address, read_file(path))
    stage.write(NOT_FOUND, engine.not_found())
    for one in website.paths():
        stage.write(unquote(f"{page_address(one)}index.html"), engine.page(one))
    return Built([], engine.frame, f"{engine.assets}/", search=engine.search, known=True)
