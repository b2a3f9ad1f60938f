"""Zensical, which goes on where Material for MkDocs ends: given a handbook that is loaded, as files.

It renders pages and frames, and nothing else of its output is taken but what templates of a handbook's own may load:
sitemap, search and the lists for programs are ours, once. Pictures and style sheets go to the site past it. Each page
that comes back is looked over: whatever a new version makes of an extension, no page is published without its words.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from pathlib import Path

from handbook_build.faults import MachineFault, WrongUse
from handbook_build.linking.addresses import page_address
from handbook_build.staging import Stage, read_file, write_file
from handbook_build.web.built import Built
from handbook_build.web.frames import BODY, SUMMARY, TITLE, Shape
from handbook_build.web.markdown.page import MarkdownPage
from handbook_build.web.own_engine import NOT_FOUND, OwnEngine, theme_folders, theme_of
from handbook_build.web.site import WebPage, Website, known_of
from handbook_build.web.theme import has_own_templates, is_ours, shipped_assets
from handbook_build.web.zensical import program, tree

SITEMAP = "sitemap.xml"
# Frames of these depths are made along with the pages; others, which are rare, when they are asked for.
USUAL_DEPTHS = (1, 2, 3, 4)
# Settings by which MkDocs keeps files of the content folder from the public, and Zensical in its own way.
WITHHOLDING = ("exclude_docs", "draft_docs")


def run(root: Path, website: Website, settings: Mapping[str, object], stage: Stage) -> Built:
    """Writes the pages to the stage. `settings` is mkdocs.yml as plain values.

    Raises WrongUse when mkdocs.yml or a template of the handbook's own cannot be used, and MachineFault when Zensical
    fails or leaves out a page or its words.
    """
    program.require_zensical()
    engine = ZensicalEngine(root, website, settings, stage)
    told = engine.told
    for address, file in engine.files():
        stage.write(address, read_file(file))
    pages = [(path, website.page(path)) for path in website.paths()]
    made = engine.rendered([page for _, page in pages], shapes_of(USUAL_DEPTHS))
    if NOT_FOUND not in made:
        raise MachineFault(f"Zensical {program.VERSION} did not write {NOT_FOUND}")
    stage.write(NOT_FOUND, made.pop(NOT_FOUND))
    for path, page in pages:
        stage.write(_html(path), engine.whole(page, made.pop(_html(path), b"")))
        searched = [(entry.id, entry.title, entry.parts) for entry in website.searched(path)]
        website.know(path, known_of(searched, MarkdownPage(website, path).write()))
    for address, data in made.items() if engine.own_templates else ():
        if not stage.has(address):
            stage.write(address, data)
    assets = f"{engine.source.assets}/" if engine.ours else ""
    search = bool(told.get("search"))
    return Built(engine.warnings, engine.frame, assets, ours=engine.only_ours, search=search, known=True)


def shapes_of(depths: Iterable[int]) -> list[Shape]:
    """Every frame that pages of these depths can need."""
    return [Shape(depth, summary, leave) for depth, summary, leave in product(depths, (False, True), (False, True))]


def _html(path: str) -> str:
    return f"{tree.file_of(path)}.html"


@dataclass
class ZensicalEngine:
    """One website and the frames that were rendered for it; `warnings` is what Zensical said."""

    root: Path
    website: Website
    settings: Mapping[str, object]
    stage: Stage
    warnings: list[str] = field(default_factory=list)
    _frames: dict[Shape, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for path in self.website.handbook.by_path:
            if path.startswith(f"{tree.FRAME}-"):
                raise WrongUse(f"{path} lies where Zensical is given something else; take another name for it")
        for name in WITHHOLDING:
            if self.settings.get(name):
                raise WrongUse(f"mkdocs.yml has `{name}`, which Zensical would not keep to; build with MkDocs instead")

    @cached_property
    def folders(self) -> list[Path]:
        """Where templates lie: in a folder of the handbook's own, where it has one, before ours."""
        return theme_folders(self.root, theme_of(self.settings))

    @cached_property
    def ours(self) -> bool:
        """Whether pages are dressed by our own `main.html`."""
        return is_ours(map(str, self.folders))

    @cached_property
    def own_templates(self) -> bool:
        return has_own_templates(map(str, self.folders))

    @property
    def only_ours(self) -> bool:
        return self.ours and not self.own_templates

    @cached_property
    def source(self) -> OwnEngine:
        """What our own engine knows of pictures, assets and settings."""
        return OwnEngine(self.root, self.website, self.settings)

    @cached_property
    def told(self) -> Mapping[str, object]:
        """What templates are told of the handbook. It settles which pages there are, so it is asked for first."""
        more = {"assets": self.source.assets, "search": self.source.search} if self.ours else {}
        return {**self.website.told(ours=self.ours), **more}

    def files(self) -> Iterator[tuple[str, Path]]:
        """(address, where it is read) of all that is no page."""
        for address, path in self.source.files.items():
            if self.ours or not address.startswith(f"{self.source.assets}/"):
                yield address, path
        if self.own_templates:
            # They may name our files where they always were.
            for folder in reversed(self.folders):
                found = ((address, folder / address) for address in sorted(shipped_assets()))
                yield from ((address, path) for address, path in found if path.is_file())

    def rendered(self, pages: Iterable[WebPage], shapes: Iterable[Shape]) -> dict[str, bytes]:
        """What Zensical makes of pages and frames: each file by its address. Frames are kept here.

        Raises WrongUse and MachineFault.
        """
        aside = self.stage.aside()
        framed = {shape: self._framed(shape) for shape in shapes}
        try:
            for address, data in self._tree([*pages, *framed.values()]):
                write_file(aside, address, data)
            self.warnings += [f"zensical: {line}" for line in program.build(aside)]
            made = dict(_files_below(aside / tree.OUTPUT))
        finally:
            shutil.rmtree(aside, ignore_errors=True)
        for shape, page in framed.items():
            self._frames[shape] = self.whole(page, made.pop(_html(page.path), b"")).decode()
        return {address: data for address, data in made.items() if address != SITEMAP}

    def frame(self, shape: Shape) -> str:
        """A page of the theme with marks in place of its words."""
        if shape not in self._frames:
            self.rendered((), shapes_of([shape.depth]))
        return self._frames[shape]

    def whole(self, page: WebPage, html: bytes) -> bytes:
        """A page as it came back. Raises MachineFault when it did not, or without its words as they were."""
        if not html:
            raise MachineFault(f"Zensical {program.VERSION} did not write {page_address(page.path) or 'the home page'}")
        if self.only_ours and page.body.strip().encode("utf-8", "xmlcharrefreplace") not in html:
            place = page_address(page.path) or "the home page"
            raise MachineFault(
                f"Zensical {program.VERSION} changed or left out the words of {place}; nothing was published"
            )
        return html

    def _framed(self, shape: Shape) -> WebPage:
        data = self.website.data.frame(TITLE, SUMMARY if shape.has_summary else "", leave=shape.leave)
        first = f"{tree.FRAME}-{int(shape.has_summary)}{int(shape.leave)}"
        path = "/".join([first, *["handbook-frame"] * (shape.depth - 1)])
        return WebPage(f"{path}.md", TITLE, str(data["summary"]), data, BODY, (), (), ())

    def _tree(self, pages: list[WebPage]) -> Iterator[tuple[str, bytes]]:
        for folder in reversed(self.folders):
            for path in sorted(folder.rglob("*.html")):
                yield f"{tree.TEMPLATES}/{path.relative_to(folder).as_posix()}", read_file(path)
        for number, page in enumerate(pages):
            yield from tree.page_files(page, number, searched=bool(page.searched) and self.own_templates)
        theme = {key: value for key, value in theme_of(self.settings).items() if key != "custom_dir"}
        menu = tree.navigation(self.settings.get("nav"), list(self.website.paths()))
        address = self.website.handbook.settings.address
        yield program.SETTINGS, tree.settings_file(self.settings, theme, self.told, address, menu)


def _files_below(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file by its address. Raises MachineFault when the disk refuses."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), read_file(path)
