"""All handouts on one page as small pictures, and the approved pictures beside which they are held."""

from __future__ import annotations

import gc
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import ceil, sqrt
from pathlib import Path
from typing import Any

from handbook_build.assembly import load
from handbook_build.building import plain_sheets
from handbook_build.cache import Cache
from handbook_build.citing.bibliography import cite
from handbook_build.faults import MachineFault, WrongUse
from handbook_build.model.form import Form
from handbook_build.model.handbook import Handbook
from handbook_build.printing.engine import Press, Unprintable
from handbook_build.printing.looks import (
    ADDRESS,
    TOLERANCE,
    Look,
    all_looks,
    as_released,
    compare,
    drawn_sides,
    looks_of,
    share_changed,
)
from handbook_build.printing.sheet import NO_DATE, Sheet, named_pictures, typst_language
from handbook_build.printing.typefaces import families_for
from handbook_build.progress import Progress
from handbook_build.staging import place_file

# The pictures on the page: fine enough to be read when it is enlarged.
DOTS, GREYS = 80.0, 16
# Pixels of a page that is a picture itself, to an inch.
PAGE_DOTS = 144.0
# So many pictures beside each other for each below another, about as wide as a screen is to its height.
BREADTH = 2.0
PICTURE_FILE = re.compile(r"[A-Z][A-Za-z0-9-]*\.(?:a4|letter)(?:\.large)?\.[0-9]+\.png")


@dataclass(frozen=True)
class Contact:
    """The page; what became of the sides that differ from the approved pictures; the sheets that cannot be printed,
    with the reason of each.
    """

    page: bytes
    changed: Mapping[Look, str]
    refused: Mapping[str, str]


def plain_looks(root: Path, environment: Mapping[str, str], cache: Cache) -> tuple[Handbook, list[Sheet]]:
    """The handbook and its sheets for nobody's practice: the same on every day and for every address and edition.

    Raises faults.NoHandbook and faults.MachineFault.
    """
    gc.disable()
    loaded = load(root, {**environment, "HANDBOOK_SITE_URL": ADDRESS})
    handbook = replace(loaded, practice=None, logo=b"")
    sheets = [as_released(sheet) for sheet in plain_sheets(root, handbook, cite(handbook, cache))]
    gc.enable()
    return handbook, sheets


def contact_sheet(
    handbook: Handbook,
    sheets: list[Sheet],
    form: Form,
    cache: Cache,
    progress: Progress,
    approved: Mapping[str, bytes] | None = None,
    *,
    as_picture: bool = False,
) -> Contact:
    """The first side of each sheet in this form on one page, as PDF or as a picture.

    `approved` are the pictures to compare with, by the names of their files; without them nothing is compared.
    """
    press = Press()
    items: list[dict[str, Any]] = []
    pictures: dict[str, bytes] = {}
    changed: dict[Look, str] = {}
    refused: dict[str, str] = {}
    for number, sheet in enumerate(sheets, 1):
        progress.step(number, len(sheets), "Drawing sheet")
        try:
            sides = drawn_sides(press, sheet, cache, form, DOTS, GREYS)
            found = compare(looks_of(press, sheet, cache, form), approved) if approved is not None else {}
        except Unprintable as refusal:
            refused[sheet.id] = refusal.message
            continue
        pictures[sheet.id] = sides[0]
        items.append(_item(sheet, len(sides), found))
        changed |= found
    files = named_pictures(pictures)
    language = typst_language(handbook.settings.language)[0]
    data = {
        "title": f"{handbook.settings.title}: all handouts, {form.label}",
        "summary": _summary(len(items), changed, compared=approved is not None),
        "language": language,
        "fonts": families_for(language),
        "columns": max(1, min(len(items), ceil(sqrt(len(items) * BREADTH)))),
        "items": [{**item, "picture": files[item["name"]]} for item in items],
    }
    page = press.overview(data, pictures, NO_DATE, PAGE_DOTS if as_picture else 0)
    return Contact(page, changed, refused)


def _item(sheet: Sheet, sides: int, changed: Mapping[Look, str]) -> dict[str, Any]:
    return {
        "name": sheet.id,
        "title": sheet.title,
        "sides": "1 side" if sides == 1 else f"{sides} sides",
        "alt": f"{sheet.id}, side 1",
        "changed": [f"side {look.side} {how}" for look, how in changed.items()],
    }


def _summary(count: int, changed: Mapping[Look, str], *, compared: bool) -> str:
    handouts = "1 handout" if count == 1 else f"{count} handouts"
    if not compared:
        return f"{handouts}."
    others = len({look.id for look in changed})
    return f"{handouts}; {others or 'none'} changed since the pictures were approved."


# ---- The approved pictures ----


def read_approved(folder: Path) -> dict[str, bytes]:
    """The approved pictures by the names of their files. Raises WrongUse when there is no such folder."""
    if not folder.is_dir():
        raise WrongUse(f"{folder} is no folder of approved pictures; make it with --approve")
    try:
        return {path.name: path.read_bytes() for path in _pictures_in(folder)}
    except OSError as error:
        raise MachineFault(f"{folder} cannot be read: {error.strerror}") from error


def approve(sheets: list[Sheet], folder: Path, cache: Cache, progress: Progress) -> tuple[list[str], dict[str, str]]:
    """Renews the pictures of all sheets in all printed forms; one that looks the same stays as it is.

    Gives the names of the files that were written or taken away, and the sheets that cannot be printed, with reasons.
    """
    press = Press()
    made: dict[str, bytes] = {}
    refused: dict[str, str] = {}
    for number, sheet in enumerate(sheets, 1):
        progress.step(number, len(sheets), "Drawing sheet")
        try:
            made |= {look.file: picture for look, picture in all_looks(press, sheet, cache).items()}
        except Unprintable as refusal:
            refused[sheet.id] = refusal.message
    before = read_approved(folder) if folder.is_dir() else {}
    new = [name for name, picture in made.items() if share_changed(picture, before.get(name, b"")) > TOLERANCE]
    gone = [name for name in before if name not in made and name.partition(".")[0] not in refused]
    try:
        for name in new:
            place_file(folder / name, made[name])
        for name in gone:
            (folder / name).unlink()
    except OSError as error:
        raise MachineFault(f"{error.filename or folder} could not be written: {error.strerror}") from error
    return sorted([*new, *gone]), refused


def _pictures_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if PICTURE_FILE.fullmatch(path.name))
