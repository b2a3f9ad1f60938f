"""A handbook as it stands in the author's folder now, of which only what somebody looks at is made.

After a save the page that is open is there again in the time that one page takes. What takes longer (sheets, the forms
of citing, the checks) is made when nobody asks for anything, and shown when it is done.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from threading import Lock
from urllib.parse import unquote

from handbook_build.assembly import load
from handbook_build.building import Job, print_handouts, refuse_ordinary, write_site
from handbook_build.checking import checked
from handbook_build.citing.bibliography import Bibliography, cite
from handbook_build.citing.forms import Citing, citing_of
from handbook_build.environment import ENGINE
from handbook_build.exports import addresses
from handbook_build.linking.addresses import page_address
from handbook_build.memory import Memory
from handbook_build.model.handbook import Handbook
from handbook_build.model.settings import AUTO
from handbook_build.parsing.settings import plain_settings
from handbook_build.progress import Progress
from handbook_build.publishing import cache_of
from handbook_build.staging import Stage
from handbook_build.units import Units
from handbook_build.web.own_engine import NOT_FOUND, OwnEngine, suffices
from handbook_build.web.site import Website


@dataclass
class Preview:
    """The newest state of a handbook; `environment` has the address of the preview as the public one.

    `aside` is a folder for what is made as files, where that is needed.
    """

    root: Path
    environment: Mapping[str, str]
    aside: Path
    state: State | None = None
    memory: Memory = field(init=False)
    _lock: Lock = field(default_factory=Lock)
    _turn: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        self.memory = Memory(cache_of(self.root), stays=True)

    def refresh(self) -> State:
        """Reads the handbook again. Raises faults.NoHandbook, faults.WrongUse and faults.MachineFault."""
        # Zensical makes all pages or none, and takes longer than anybody waits for a page.
        handbook = load(self.root, {**self.environment, ENGINE: AUTO}, self.memory)
        refuse_ordinary(handbook)
        bibliography = cite(handbook, cache_of(self.root))
        with self._turn:
            before = self.state
            if before is not None:
                handbook = replace(handbook, sheets=before.handbook.sheets)
            files, citing = (before.sheets, before.citing) if before else ({}, None)
            self.state = now = State(self.root, handbook, bibliography, files, citing, self.aside)
        return now

    def complete(self, state: State) -> bool:
        """Makes what takes long, and shows it, unless the handbook was saved again by then. Whether pages may differ.

        Raises faults.MachineFault when a program fails.
        """
        whole = state.whole
        with self._turn:
            if self.state is not state:
                return False
            self.state = whole
        return (whole.sheets, whole.citing) != (state.sheets, state.citing)

    def file(self, address: str) -> bytes | None:
        """What stands at an address (`trust/index.html`); None when nothing does. One is made at a time."""
        with self._lock:
            return self.state.file(address) if self.state else None


@dataclass
class State:
    """A handbook at one moment. `sheets` and `citing` may be those of the moment before."""

    root: Path
    handbook: Handbook
    bibliography: Bibliography
    sheets: Mapping[str, bytes]
    citing: Citing | None
    aside: Path
    finished: bool = False

    @cached_property
    def whole(self) -> State:
        """The same with its own sheets and forms of citing."""
        if self.finished:
            return self
        cache, quiet = cache_of(self.root), Progress(quiet=True)
        handbook, files = self.handbook, dict[str, bytes]()
        if handbook.handouts:
            bare = replace(handbook, sheets={})
            handbook, files = print_handouts(self.root, bare, self.bibliography, cache, quiet, every_form=True)
        citing = citing_of(handbook, cache)
        return State(self.root, handbook, self.bibliography, files, citing, self.aside, finished=True)

    @cached_property
    def job(self) -> Job:
        """It as a build would have it, with what the checks find."""
        return Job(
            self.root,
            self.handbook,
            self.bibliography,
            checked(self.handbook, cache_of(self.root)),
            self.sheets,
            self.citing,
        )

    @cached_property
    def website(self) -> Website:
        sizes = {name: len(data) for name, data in self.sheets.items()}
        exports = frozenset(addresses(self.handbook))
        return Website(self.handbook, self.bibliography, sizes, exports, self.citing, cache_of(self.root))

    def file(self, address: str) -> bytes | None:
        """What stands at an address; None when nothing does. Raises MachineFault when a program fails."""
        if self.engine is not None:
            if path := self._pages.get(address):
                return self.engine.page(path)
            if address == NOT_FOUND:
                return self.engine.not_found()
            if address in self.engine.files:
                return self.engine.file(address)
        if not self.finished:
            # What is no page, or needs all of them, is not there before the sheets are.
            return self.whole.file(address)
        if address in self.sheets:
            return self.sheets[address]
        if address.startswith("search/") and self.engine is not None:
            return self._search.get(address)
        return self._everything.read(address) if self._everything.has(address) else None

    @cached_property
    def engine(self) -> OwnEngine | None:
        """None where a site engine is needed, which makes all pages or none."""
        settings = plain_settings(self.handbook.sources["mkdocs.yml"])
        return OwnEngine(self.root, self.website, settings) if suffices(self.root, settings) else None

    @cached_property
    def _pages(self) -> Mapping[str, str]:
        """The path of each page by the address of its file."""
        return {unquote(f"{page_address(path)}index.html"): path for path in self.website.paths()}

    @cached_property
    def _search(self) -> Mapping[str, bytes]:
        return dict(self.website.search_files())

    @cached_property
    def _everything(self) -> Stage:
        """The whole site, for the thousands of addresses at which hardly anybody looks in a preview."""
        folder = self.aside / "site"
        # That of an earlier state is of no more use, and large.
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        stage = Stage(folder)
        write_site(self.job, Units(stage), Progress(quiet=True))
        return stage
