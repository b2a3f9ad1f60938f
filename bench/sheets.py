"""`python -m bench.sheets [--runs N] [--others PYTHON]`: what sheets cost here, in WeasyPrint and in headless Chromium.

Each program is given finished sheets: the press as values, the others as HTML with a style of their own, in the same
typeface and with the same words, lines and squares. Each makes one sheet in a new process, then all of them in one.
They take turns, and are measured with all processes that they start. Beside that: all handouts in the four printed
forms, with nothing kept and with everything kept, in a new process each.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import pickle
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from lxml import html

from bench.cost import run
from bench.own import ROOT, copy
from handbook_build.assembly import load
from handbook_build.building import plain_sheets
from handbook_build.cache import Cache
from handbook_build.citing.bibliography import cite

FONTS = ROOT / "handbook_build/printing/fonts"
# The sheet that is made alone: a worksheet of one side, with lines, ticks and a scale.
ONE = "H12"
LIMIT = 300

PRESS = """
import pickle, sys
from pathlib import Path
from handbook_build.printing.engine import Press
press, (source, out, *wanted) = Press(), sys.argv[1:]
for sheet in pickle.loads(Path(source, "sheets.pickle").read_bytes()):
    if not wanted or sheet.id in wanted:
        Path(out, f"{sheet.id}.pdf").write_bytes(press.print(sheet).pdf)
"""
WEASYPRINT = """
import sys
from pathlib import Path
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
(source, out, *wanted), fonts = sys.argv[1:], FontConfiguration()
for file in sorted(Path(source).glob("*.html")):
    if not wanted or file.stem in wanted:
        HTML(file).write_pdf(Path(out, f"{file.stem}.pdf"), font_config=fonts, pdf_variant="pdf/ua-1")
"""
CHROMIUM = """
import shutil, sys
from pathlib import Path
from playwright.sync_api import sync_playwright
source, out, *wanted = sys.argv[1:]
with sync_playwright() as engine:
    browser = engine.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
    tab = browser.new_page()
    for file in sorted(Path(source).glob("*.html")):
        if not wanted or file.stem in wanted:
            tab.goto(file.as_uri())
            tab.pdf(path=Path(out, f"{file.stem}.pdf"), prefer_css_page_size=True, tagged=True)
    browser.close()
"""
FORMS = """
import pickle, sys, time
from pathlib import Path
from handbook_build.cache import Cache
from handbook_build.printing.press_run import print_sheets
source, kept = sys.argv[1:]
sheets = pickle.loads(Path(source, "sheets.pickle").read_bytes())
began = time.process_time()
print_sheets(sheets, Cache(Path(kept)), pictures=False)
print(time.process_time() - began)
"""

STYLE = """
@page { size: A4; margin: 13mm 18mm 14mm }
body { font: 10.5pt/1.35 Sheet, sans-serif; margin: 0 }
h2, h3, p, ul, ol, dl, dd, figure, fieldset { margin: 0 0 2mm; padding: 0; border: 0 }
ul, ol { padding-left: 5mm }
h2 { font-size: 13.5pt; margin-top: 3mm }
.sheet-title { font-size: 20pt; font-weight: bold }
.sheet-top { border-bottom: 2.25pt solid }
.sheet-top svg { display: none }
textarea, input { display: block; box-sizing: border-box; width: 100%;
  height: 8mm; border: 0; border-bottom: .75pt solid }
[type=checkbox], [type=radio] { display: inline-block; width: 4mm; height: 4mm; border: 1pt solid; appearance: none }
.closing { display: flex; gap: 5mm; align-items: flex-start }
.crisis, .blk { border: 1.25pt solid; padding: 2mm; flex: 1; break-inside: avoid }
.square { width: 24mm; text-align: center; font-size: 9pt }
svg { max-width: 100% }
.sheet-end { font-size: 8.5pt }
"""


@dataclass(frozen=True)
class Program:
    """What makes sheets: its name, the Python that has it, and the program that is given folders and ids."""

    name: str
    python: str
    source: str


@dataclass(frozen=True)
class Result:
    """CPU seconds and seconds of the clock, and what was made: kilobytes and files."""

    cpu: float
    clock: float
    kilobytes: float
    files: int


def prepare(place: Path) -> int:
    """Our sheets as values and as HTML in a folder, and how many they are."""
    root = place / "handbook"
    root.mkdir()
    copy(root)
    run([sys.executable, "-m", "handbook_build", "build", "--quiet", "--root", str(root)], root)
    handbook = load(root, os.environ)
    sheets = plain_sheets(root, handbook, cite(handbook, Cache(None)))
    source = place / "source"
    source.mkdir()
    (source / "sheets.pickle").write_bytes(pickle.dumps(sheets))
    for sheet in sheets:
        page = html.parse(root / "site/handouts" / sheet.id / "index.html")
        (article,) = page.xpath("//article[contains(@class, 'sheet')]")
        (source / f"{sheet.id}.html").write_text(_document(sheet.title, article, root / "site"), encoding="utf-8")
    return len(sheets)


def _document(title: str, article: html.HtmlElement, site: Path) -> str:
    faces = "".join(
        f"@font-face {{ font-family: Sheet; font-weight: {weight}; font-style: {slope};"
        f" src: url(file://{quote(str(FONTS / f'AtkinsonHyperlegibleNext-{name}.ttf'))}) }}\n"
        for name, weight, slope in (
            ("Regular", 400, "normal"),
            ("Bold", 700, "normal"),
            ("Italic", 400, "italic"),
        )
    )
    for picture in article.iter("img"):
        picture.set("src", (site / picture.get("src", "").lstrip("./")).as_uri())
    head = f"<!doctype html><html lang='en-GB'><head><meta charset='utf-8'><title>{title}</title>"
    return f"{head}<style>{faces}{STYLE}</style></head><body>{html.tostring(article, encoding='unicode')}</body></html>"


def adopt_orphans() -> None:
    """From now on processes whose parents have ended are ours to wait for, and so are counted. (Linux alone.)"""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)


def spent(command: list[str]) -> tuple[float, float, str]:
    """CPU seconds of a command with all that it starts, seconds of the clock, and what it says.

    Raises SystemExit with its output when it fails.
    """
    before, began = _children(), time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=LIMIT, check=False)
    clock = time.perf_counter() - began
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    with suppress(ChildProcessError):
        while os.waitpid(-1, 0)[0]:
            pass
    return _children() - before, clock, done.stdout


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def made_by(program: Program, source: Path, out: Path, *wanted: str) -> Result:
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    cpu, clock, _ = spent([program.python, "-c", program.source, str(source), str(out), *wanted])
    files = list(out.glob("*.pdf"))
    return Result(cpu, clock, sum(file.stat().st_size for file in files) / 1000 / len(files), len(files))


def has(python: str, module: str) -> bool:
    return subprocess.run([python, "-c", f"import {module}"], capture_output=True, check=False).returncode == 0


def programs(others: str) -> list[Program]:
    """The press, and of the others those that are there."""
    found = [Program("our press", sys.executable, PRESS)]
    if others and has(others, "weasyprint"):
        found.append(Program("WeasyPrint", others, WEASYPRINT))
    if shutil.which("chromium") and has(sys.executable, "playwright"):
        found.append(Program("Chromium, headless", sys.executable, CHROMIUM))
    return found


def compare(found: list[Program], source: Path, place: Path, runs: int) -> None:
    """Prints a row for each program, for one sheet and for all: medians."""
    for title, wanted in ((f"one sheet ({ONE}), a new process", (ONE,)), ("all sheets, one process", ())):
        rounds = [{program: made_by(program, source, place / "out", *wanted) for program in found} for _ in range(runs)]

        def median(program: Program, of: Callable[[Result], float]) -> float:
            return statistics.median(of(one[program]) for one in rounds)  # noqa: B023

        print(f"\n{title:<34}{'CPU s':>8}{'ratio':>8}{'clock s':>9}{'KB':>7}{'ratio':>8}{'files':>7}")
        least, small = median(found[0], lambda one: one.cpu), median(found[0], lambda one: one.kilobytes)
        for program in found:
            cpu, size = median(program, lambda one: one.cpu), median(program, lambda one: one.kilobytes)
            clock = median(program, lambda one: one.clock)
            numbers = f"{cpu:>8.2f}{cpu / least:>8.1f}{clock:>9.2f}{size:>7.0f}{size / small:>8.2f}"
            print(f"{program.name:<34}{numbers}{rounds[0][program].files:>7}", flush=True)


def four_forms(source: Path, place: Path, count: int, runs: int) -> None:
    """Prints what the printed forms of all sheets cost, cold and with all of them kept: medians."""
    print(f"\n{f'{count} handouts in four forms':<34}{'CPU s':>8}{'with start, s':>15}")
    cold, warm = [], []
    for number in range(runs):
        command = [sys.executable, "-c", FORMS, str(source), str(place / f"kept-{number}")]
        for kept in (cold, warm):
            cpu, _, said = spent(command)
            kept.append((float(said), cpu))
    for name, rounds in (("nothing kept", cold), ("everything kept", warm)):
        own, whole = (statistics.median(column) for column in zip(*rounds, strict=True))
        print(f"{name:<34}{own:>8.2f}{whole:>15.2f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.sheets", description=__doc__)
    parser.add_argument("--runs", type=int, default=3, help="how often each is run (default: 3)")
    parser.add_argument("--others", default="", metavar="PYTHON", help="a Python that has WeasyPrint")
    options = parser.parse_args()
    adopt_orphans()
    with tempfile.TemporaryDirectory(prefix="handbook-bench-") as temporary:
        place = Path(temporary)
        count = prepare(place)
        print(f"{time.strftime('%Y-%m-%d')}, Python {sys.version.split()[0]}, median of {options.runs}")
        four_forms(place / "source", place, count, options.runs)
        compare(programs(options.others), place / "source", place, options.runs)


if __name__ == "__main__":
    main()
