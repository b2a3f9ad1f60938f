"""`handbook new page`, `new handout`, `new term`."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from handbook_build.commands import CLEAN, Commands, root

KINDS = ("concept", "condition", "barrier", "practice", "question")


def add(commands: Commands) -> None:
    kinds = commands.family("new", "start a page, a handout or a term that passes the checks")
    page = kinds.add("page", "a page", _page, described=False)
    page.add_argument("title", help="its title; the id is made from it")
    page.add_argument("--folder", default="", help="the folder below content/")
    page.add_argument("--kind", choices=KINDS, default="concept", help="the kind of page (default: concept)")
    handout = kinds.add("handout", "a handout", _handout, described=False)
    handout.add_argument("id", help="its id, which names its files: H31")
    handout.add_argument("title", help="its title")
    handout.add_argument("--section", required=True, help="the id of the page or section that goes with it")
    term = kinds.add("term", "a term", _term, described=False)
    term.add_argument("form", help="its preferred form")


def _page(options: argparse.Namespace) -> int:
    from datetime import date

    from handbook_build.assembly import load
    from handbook_build.authoring import starting

    folder = root(options)
    handbook = load(folder, os.environ)
    path = starting.new_page(folder, handbook, options.title, options.folder, options.kind, date.today())
    _tell(path, folder)
    if handbook.settings.navigation is not None:
        sys.stderr.write("Add the page to `nav` in mkdocs.yml, so that readers find it.\n")
    return CLEAN


def _handout(options: argparse.Namespace) -> int:
    from datetime import date

    from handbook_build.assembly import load
    from handbook_build.authoring import starting

    folder = root(options)
    handbook = load(folder, os.environ)
    _tell(starting.new_handout(folder, handbook, options.id, options.title, options.section, date.today()), folder)
    return CLEAN


def _term(options: argparse.Namespace) -> int:
    from handbook_build.assembly import load
    from handbook_build.authoring import starting

    folder = root(options)
    _tell(starting.new_term(folder, load(folder, os.environ), options.form), folder)
    return CLEAN


def _tell(path: Path, folder: Path) -> None:
    sys.stdout.write(f"{path.relative_to(folder)}\n")
