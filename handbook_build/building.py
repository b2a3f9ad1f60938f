"""The way through the house: load, cite, print, check; then pages, exports, passport, publish."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from handbook_build import record
from handbook_build.assembly import load
from handbook_build.cache import Cache
from handbook_build.cards import cards_of
from handbook_build.checking import checked
from handbook_build.checks import Report
from handbook_build.citing.bibliography import Bibliography, cite
from handbook_build.content import read_asset
from handbook_build.diagnostics import Diagnostic, Severity
from handbook_build.faults import WrongUse
from handbook_build.linking.addresses import page_address, public_address, target_address
from handbook_build.memory import Memory
from handbook_build.model.form import FORMS, STANDARD
from handbook_build.model.handbook import Handbook
from handbook_build.model.passport import PASSPORT, Account
from handbook_build.model.settings import ZENSICAL
from handbook_build.progress import Progress
from handbook_build.prose.passages import forget_passages
from handbook_build.publishing import cache_of, passport, publish, refuse_foreign, refuse_strangers, verify
from handbook_build.readings import Readings
from handbook_build.staging import Listing, Stage, keep_as_spare, staging
from handbook_build.units import Units, each_time
from handbook_build.web.sheets import preview_address, sheet_address
from handbook_build.workshop import at_work

if TYPE_CHECKING:
    from handbook_build.citing.forms import Citing
    from handbook_build.printing.sheet import Sheet
    from handbook_build.web.built import Built
    from handbook_build.web.site import Website


# After how many new objects those are looked at for cycles, and after how many such looks all are: never.
LOOKS = 50_000, 1 << 30, 1 << 30


class Unfit(Exception):
    """A site was made and is not fit to be published; nothing was."""

    def __init__(self, found: Iterable[Diagnostic]) -> None:
        super().__init__("the site is not fit to be published")
        self.found = tuple(found)


@dataclass(frozen=True)
class Job:
    """A handbook that is ready to be built: cited, printed and checked."""

    root: Path
    handbook: Handbook
    bibliography: Bibliography
    report: Report
    files: Mapping[str, bytes]
    citing: Citing | None = None
    account: Account | None = None

    def with_found(self, found: Iterable[Diagnostic]) -> Job:
        """The same, with what was found in its finished site."""
        both = sorted((*self.report.diagnostics, *found), key=lambda one: one.sort_key)
        return replace(self, report=replace(self.report, diagnostics=tuple(both)))

    @cached_property
    def website(self) -> Website:
        """The pages, which know how large the sheets are, what data is written beside them and how each part is cited.

        Raises MachineFault when pandoc fails.
        """
        # Imported here and below, since a check needs nothing of the website.
        from handbook_build.citing.forms import citing_of
        from handbook_build.exports import addresses
        from handbook_build.web.site import Website

        sizes = {name: len(data) for name, data in self.files.items()}
        cache = cache_of(self.root)
        citing = self.citing or citing_of(self.handbook, cache)
        data = frozenset(addresses(self.handbook))
        return Website(self.handbook, self.bibliography, sizes, data, citing, cache, self.account)


@dataclass(frozen=True)
class Summary:
    """The closing account of a command."""

    pages: int
    terms: int
    citations: int
    handouts: int
    errors: int
    warnings: int
    waived: int
    begin_with: str
    seconds: float

    def __str__(self) -> str:
        return f"{self.told}; {self.seconds:.1f} seconds"

    @property
    def told(self) -> str:
        """All of it but the time."""
        first = f"begin with {self.begin_with}: others may follow from it\n" if self.begin_with else ""
        findings = _counted(self.errors + self.warnings, "finding")
        weights = f" ({_counted(self.errors, 'error')}, {_counted(self.warnings, 'warning')})"
        waived = f", {self.waived} waived" if self.waived else ""
        return (
            f"{first}{_counted(self.pages, 'page')}, {_counted(self.terms, 'term')}, "
            f"{_counted(self.citations, 'citation')}, {_counted(self.handouts, 'handout')}; "
            f"{findings}{weights if self.errors + self.warnings else ''}{waived}"
        )


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def prepare(
    root: Path, environment: Mapping[str, str], progress: Progress, *, every_form: bool, release: bool = False
) -> Job:
    """Loads, cites, prints and checks. For a check alone, standard print on both papers is enough. A `release` has
    the whole book too.

    Raises faults.NoHandbook, faults.WrongUse and faults.MachineFault.
    """
    cache = cache_of(root)
    # A handbook is a tree of values without cycles: what was looked at once, when it was new, is not looked at again.
    # What a template leaves behind has cycles, and would stay to the end.
    gc.freeze()
    gc.set_threshold(*LOOKS)
    progress.stage("read", "Reading and linking")
    handbook = load(root, environment, Memory(cache))
    if every_form and handbook.settings.engine == ZENSICAL:
        # Looked at before anything is printed, which takes long.
        from handbook_build.web.zensical.program import require_zensical

        require_zensical()
    progress.stage("cite", "Formatting citations")
    bibliography = cite(handbook, cache)
    files: dict[str, bytes] = {}
    if handbook.handouts:
        progress.stage("print", f"Printing {_counted(len(handbook.handouts), 'handout')}")
        handbook, files = print_handouts(root, handbook, bibliography, cache, progress, every_form=every_form)
    if every_form and handbook.settings.address:
        progress.stage("cards", "Drawing pictures for shared addresses")
        # Imported here, since nothing shows them while the public address is not known.
        from handbook_build.printing.cards import print_cards

        files |= print_cards(cards_of(handbook), cache)
    citing = None
    if release:
        from handbook_build.citing.forms import citing_of

        progress.stage("bind", "Binding the book")
        citing = citing_of(handbook, cache)
        handbook, book = bind_book(root, handbook, bibliography, citing, cache)
        files |= book
    progress.stage("check", "Checking")
    return Job(root, handbook, bibliography, checked(handbook, cache), files, citing)


def print_handouts(
    root: Path, handbook: Handbook, bibliography: Bibliography, cache: Cache, progress: Progress, *, every_form: bool
) -> tuple[Handbook, dict[str, bytes]]:
    """The handbook with what each sheet came to, and the PDFs and pictures by their address on the site."""
    # Imported here, since a handbook without handouts needs no press.
    from handbook_build.editions.now import hand_on
    from handbook_build.printing.engine import Press
    from handbook_build.printing.practice import given_out, unprintable_details
    from handbook_build.printing.press_run import print_sheets

    def step(done: int, total: int) -> None:
        progress.step(done, total, "Printing sheet")

    before, sheets = handbook, plain_sheets(root, handbook, bibliography)
    press = Press()
    flaws = unprintable_details(press, handbook)
    # What is wrong with the practice is told once, and not for each of its sheets.
    sheets = sheets if flaws else given_out(sheets, handbook)
    handbook = replace(handbook, flaws=(*handbook.flaws, *flaws))
    run = print_sheets(sheets, cache, FORMS if every_form else STANDARD, step, pictures=every_form, press=press)
    by_id = {handout.id: handout for handout in handbook.handouts}
    files = {sheet_address(by_id[name], form): pdf for (name, form), pdf in run.files.items()}
    files |= {preview_address(by_id[name]): picture for name, picture in run.pictures.items()}
    printed = replace(handbook, sheets=run.results)
    hand_on(before, printed)
    return printed, files


def plain_sheets(root: Path, handbook: Handbook, bibliography: Bibliography) -> list[Sheet]:
    """A sheet of each handout, for nobody's practice yet."""
    from handbook_build.printing.handouts import handout_sheets

    def address(place: str) -> str:
        target = handbook.targets.get(place.removeprefix("#"))
        return public_address(handbook, target_address(target)) if target and handbook.settings.address else ""

    def picture(path: str) -> bytes:
        return read_asset(root, handbook.settings.content, path)

    return handout_sheets(handbook, bibliography, address, picture)


def bind_book(
    root: Path, handbook: Handbook, bibliography: Bibliography, citing: Citing, cache: Cache
) -> tuple[Handbook, dict[str, bytes]]:
    """The handbook with what the book came to, and its PDF and EPUB by their address on the site."""
    # Imported here, since only a release needs the binder.
    from handbook_build.binding.binder import bind

    def picture(path: str) -> bytes:
        return read_asset(root, handbook.settings.content, path)

    bound = bind(handbook, bibliography, citing, picture, cache)
    return replace(handbook, book=bound.result), bound.files


def summarise(job: Job, began: float) -> Summary:
    handbook = job.handbook
    return Summary(
        pages=len(handbook.pages) + len(handbook.generated.keys() - handbook.by_path.keys()),
        terms=len(handbook.entry),
        citations=sum(len(document.citations) for document in handbook.documents),
        handouts=len(handbook.handouts),
        errors=job.report.count(Severity.ERROR),
        warnings=job.report.count(Severity.WARNING),
        waived=len(job.report.waived),
        begin_with=f"{first.location} {first.name}" if (first := job.report.begin_with) else "",
        seconds=time.perf_counter() - began,
    )


@dataclass(frozen=True)
class Published:
    """What the engine warned of, where the site is, what lies there, and of what it was made; `known` when no engine
    had a part in it that might read more than we know of, and `found` is what is told of the finished site.
    """

    warnings: list[str]
    destination: Path
    listing: Listing
    units: Units
    known: bool
    found: tuple[Diagnostic, ...] = ()

    @property
    def files(self) -> Mapping[str, str]:
        """Those of the site by address, with a name for the bytes of each."""
        return self.units.stage.files

    @property
    def written(self) -> int:
        """How many of them were not there from an earlier build."""
        return len(self.units.stage.fresh)


def build(
    job: Job, destination: Path, progress: Progress, *, precompress: bool = False, folder: bool = False
) -> Published:
    """Writes the whole site and puts it in place. With `precompress` each text file
    has its compressed forms beside it, and with `folder` there is the whole as a ZIP of files that need no server.

    Raises faults.WrongUse when the destination is not ours, faults.MachineFault when a disk or
    program fails. The old site stays until the new one is whole.
    """
    from handbook_build.accounting import account_of, facts_of
    from handbook_build.exports import addresses
    from handbook_build.verifying.counting import counted_in

    refuse_ordinary(job.handbook)
    refuse_foreign(job.root, job.handbook.settings.content, destination)
    job = replace(job, account=(account := account_of(job.handbook, job.report, cache_of(job.root))))
    with at_work(job.root), staging(job.root, destination) as stage:
        units = Units(stage, cache_of(job.root))
        built, written = write_site(job, units, progress, once=True)
        written += write_copies(job, stage, progress, folder=folder)
        if precompress:
            # Imported here, since only what is published needs it.
            from handbook_build.compressing import compress_site

            progress.stage("compress", "Compressing")
            compress_site(stage, cache_of(job.root), progress)
        progress.stage("passport", "Writing the passport")
        counted = counted_in(stage, cache_of(job.root))
        stage.write(PASSPORT, passport(facts_of(account, job.handbook, built, counted)))
        progress.stage("look", "Looking over the site")
        # Imported here, since a check has no site to look over.
        from handbook_build.verifying.looking import facts_of as facts_to_look_over
        from handbook_build.verifying.looking import look_over
        from handbook_build.verifying.words import lost_words

        found = look_over(stage, facts_to_look_over(job.handbook, ours=built.ours), cache_of(job.root))
        found += lost_words(job.handbook, job.bibliography, stage, cache_of(job.root), ours=built.ours)
        if any(one.severity is Severity.ERROR for one in found):
            raise Unfit(found)
        progress.stage("publish", "Publishing")
        stage.finish()
        verify(stage.folder, [*map(page_address, job.website.paths()), *job.files, *addresses(job.handbook), *written])
        listing = stage.listing()
        last = record.last(job.root, record.BUILD)
        before = record.listing_of(job.root, last) if last and job.root / last.output == destination else None
        refuse_foreign(job.root, job.handbook.settings.content, destination)
        refuse_strangers(destination, before.files if before else None, stage.files)
        record.forget(job.root, record.BUILD)
        publish(job.root, stage.folder, destination)
        if before and stage.folder.exists():
            keep_as_spare(job.root, stage.folder, before)
        units.forget_others()
    return Published(built.warnings, destination, listing, units, built.known, tuple(found))


def refuse_ordinary(handbook: Handbook) -> None:
    """Raises WrongUse for a site that MkDocs alone can build, since it knows what the site asks of it."""
    if handbook.settings.ordinary:
        raise WrongUse(
            "this is an ordinary MkDocs site (`pages: ordinary` in mkdocs.yml): run `mkdocs build` or `mkdocs serve`"
        )


def write_site(job: Job, units: Units, progress: Progress, *, once: bool = False) -> tuple[Built, list[str]]:
    """Writes pages, sheets and exports. With `once` nobody asks for a page afterwards.

    Gives what the engine tells of its work, and the addresses of the small pages and files beside its own.
    Raises WrongUse for an ordinary site, which MkDocs builds.
    """
    refuse_ordinary(job.handbook)
    from handbook_build.exports import exported
    from handbook_build.web.agreement import refuse_disagreement
    from handbook_build.web.engine import build_site
    from handbook_build.web.finding import finding_files
    from handbook_build.web.hosting import host_files
    from handbook_build.web.markdown.everything import markdown_files

    progress.stage("forms", "Formatting how each part is cited")
    refuse_disagreement(job.website.citing, cache_of(job.root))
    progress.stage("render", "Writing pages")
    stage = units.stage
    built = build_site(job.root, job.website, units)
    progress.stage("export", "Writing sheets and data")
    for address, data in job.files.items():
        stage.write(address, data)
    readings = Readings(job.handbook, job.website.cache)
    for address, text in exported(job.handbook, readings.of):
        stage.write(address, text.encode())
    readings.keep()
    forget_passages()
    progress.stage("editions", "Writing permanent addresses and editions")
    for unit in job.website.small_units(built.frame):
        units.place(unit)
    rules = host_files(job.handbook, built.assets, ours=built.ours)
    searching = job.website.search_files() if built.search else ()
    # A file of the handbook's own goes before all of these, and a check has told of it.
    units.place(each_time(lambda: markdown_files(job.website)))
    if once and built.known:
        # The index of search takes as much memory as they do.
        job.website.let_go()
    units.place(each_time(lambda: chain(finding_files(job.website), searching, rules)))
    return built, units.addresses


def write_copies(job: Job, stage: Stage, progress: Progress, *, folder: bool) -> list[str]:
    """Writes what readers take away, made from the finished site; gives the addresses. A preview has none."""
    from handbook_build.web.copies.making import Copies

    progress.stage("copies", "Making copies to take away")
    copies = Copies(job.website, dict(stage.files), stage.read)
    written = []
    for address, data in copies.files(with_folder=folder):
        stage.write(address, data)
        written.append(address)
    return written
