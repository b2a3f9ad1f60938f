"""What builds of the real content cost, beside a plain `mkdocs build` of the same Markdown."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from bench.cost import Cost, in_turns, run
from bench.table import Row, rows, section

ROOT = Path(__file__).resolve().parent.parent
# Material as it comes, with the extensions that our Markdown needs.
PLAIN = """site_name: Plain
docs_dir: content
theme: {name: material, font: false}
plugins: [search]
markdown_extensions: [attr_list, def_list, tables, smarty, sane_lists, toc]
"""
MKDOCS = [sys.executable, "-m", "mkdocs", "build", "-q"]
HANDBOOK = [sys.executable, "-m", "handbook_build"]
BUILD = [*HANDBOOK, "build", "--quiet"]
DRIVER = [sys.executable, str(Path(__file__).with_name("driver.py"))]
RELEASE = [*DRIVER, "build", "--quiet", "--release", "--timings"]
PLAIN_NAME = "plain `mkdocs build`, Material"


def copy(to: Path) -> Path:
    """The handbook's content and settings in a folder of their own, without caches."""
    for name in ("content", "overrides"):
        shutil.copytree(ROOT / name, to / name)
    for name in ("mkdocs.yml", "CITATION.cff"):
        shutil.copy(ROOT / name, to / name)
    return to


def plain_copy(to: Path) -> Path:
    """The same Markdown and navigation for Material alone; pages that only our program makes are left out."""
    shutil.copytree(ROOT / "content", to / "content")
    navigation = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]
    nav = yaml.safe_dump({"nav": _written(navigation)}, sort_keys=False)
    (to / "mkdocs.yml").write_text(PLAIN + nav, encoding="utf-8")
    return to


def _written(entry: Any) -> Any:
    """An entry of the navigation with only those pages that somebody wrote."""
    match entry:
        case list():
            return [kept for one in entry if (kept := _written(one))]
        case dict():
            return {title: kept for title, below in entry.items() if (kept := _written(below))}
        case _:
            return entry if (ROOT / "content" / entry).is_file() else None


def cold(command: list[str], folder: Path) -> Cost:
    """A build with nothing kept and no old site."""
    for name in (".handbook", "site"):
        shutil.rmtree(folder / name, ignore_errors=True)
    return run(command, folder)


def append(page: Path, number: int) -> None:
    """Adds a sentence to a page, another in each round."""
    with page.open("a", encoding="utf-8") as file:
        file.write(f"\nThis is sentence {number}.\n")


def edit_definition(folder: Path, term: str, number: int) -> None:
    """Adds words to the definition of a term, others in each round."""
    path = folder / "content" / "terms.yml"
    text = path.read_text(encoding="utf-8")
    pattern = rf"(^  - id: {term}\n(?:    .*\n)*?    definition: .*)\.$"
    text, found = re.subn(pattern, rf"\1, as in round {number}.", text, flags=re.MULTILINE)
    if found != 1:
        raise SystemExit(f"{path}: the definition of {term} was not found")
    path.write_text(text, encoding="utf-8")


def builds(runs: int, folder: Path) -> str:
    """Builds with nothing kept, and after each kind of change."""
    plain, bare, whole = plain_copy(folder / "plain"), copy(folder / "bare"), copy(folder / "whole")
    pages = sorted((whole / "content" / "working-together").glob("[!i]*.md"))

    def changed(change: Callable[[int], None]) -> Callable[[int], Cost]:
        def step(number: int) -> Cost:
            change(number)
            return run(BUILD, whole)

        return step

    costs = in_turns(
        runs,
        {
            PLAIN_NAME: lambda _: run(MKDOCS, plain),
            "cold, without PDFs": lambda _: cold([*DRIVER, "--no-pdfs", *BUILD[3:]], bare),
            "cold, all PDFs": lambda _: cold(BUILD, whole),
            "nothing changed": lambda _: run(BUILD, whole),
            # Here the whole site is copied, since there is none before the last to build in.
            "the first edit after a cold build": changed(lambda number: append(pages[number % len(pages)], number)),
            "one page edited": changed(lambda number: append(pages[number % len(pages)], -number)),
            "one definition edited": changed(lambda number: edit_definition(whole, "empathy", number)),
        },
    )
    aims = {"cold, without PDFs": "1.0", "cold, all PDFs": "2.5", "nothing changed": "0.1", "one page edited": "0.5"}
    return section("Our handbook", rows(costs, aims))


def release(runs: int, folder: Path) -> str:
    """What is published, cold and then warm, and the parts of it."""
    plain, ours = plain_copy(folder / "plain"), copy(folder / "ours")
    with (ours / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        # With an address there are pictures for pages that are shared.
        settings.write("\nsite_url: https://handbook.example.org/\n")
    costs = in_turns(
        runs,
        {
            PLAIN_NAME: lambda _: run(MKDOCS, plain),
            "`build --release`, cold": lambda _: cold(RELEASE, ours),
            "`build --release`, warm": lambda _: run(RELEASE, ours),
        },
    )
    base, first, second = costs.values()
    kept = parts(second)
    lines = [
        Row(f"of it {name}", Cost(seconds, 0), seconds / base.cpu, note=f"warm {kept.get(name, 0.0):.2f}")
        for name, seconds in parts(first).items()
    ]
    return section("What is published", (*rows(costs, {}), *lines))


def parts(cost: Cost) -> dict[str, float]:
    """The seconds of each part, as `--timings` told them."""
    return {name: float(seconds) for name, seconds in re.findall(r"^ *(\w+) +([\d.]+) s$", cost.said, re.MULTILINE)}
