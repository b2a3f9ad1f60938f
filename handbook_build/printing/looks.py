"""How a sheet looks, as pictures that can be compared: drawn the same on every day, for every address and edition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import count, takewhile

from handbook_build.cache import Cache, digest
from handbook_build.editions.codes import code_address, code_of
from handbook_build.linking.addresses import typed_address
from handbook_build.model.form import A4, PRINTED, Form
from handbook_build.printing.engine import Press
from handbook_build.printing.pictures import differing, in_greys
from handbook_build.printing.press_run import kept_print, sheet_key
from handbook_build.printing.sheet import Sheet

KIND = "looks"
# Sheets are drawn as if this edition had been released at this address.
EDITION, ADDRESS = "2000.1", "https://handbook.example/"
# Small enough to be kept beside the sources: so many dots to an inch, in so many greys.
DOTS, GREYS = 40.0, 4
# The share of a picture that may differ: letters drawn a little otherwise stay below it. What goes beyond it are
# a part, a line or most of a line that has moved by 2 mm, and words that are others.
TOLERANCE = 0.0002


@dataclass(frozen=True, slots=True, order=True)
class Look:
    """One side of a handout in one form."""

    id: str
    form: str
    side: int

    @property
    def file(self) -> str:
        """`H12.a4.large.1.png`."""
        return f"{self.id}.{self.form.removesuffix('.pdf')}.{self.side}.png"

    def __str__(self) -> str:
        return f"{self.id}.{self.form}, side {self.side}"


def as_released(sheet: Sheet) -> Sheet:
    """The sheet with the foot and the code of an edition that never was."""
    code = code_of(EDITION, sheet.id)
    address = f"{ADDRESS}{code_address(code)}"
    look_up = typed_address(address)
    return replace(
        sheet, foot=replace(sheet.foot, edition=EDITION, after="", code=code, look_up=look_up, square=address)
    )


def looks_of(press: Press, sheet: Sheet, cache: Cache, form: Form) -> dict[Look, bytes]:
    """The pictures by which a form is compared: every side of standard print on A4, and the first of every other form.

    Raises Unprintable.
    """
    drawn = drawn_sides(press, sheet, cache, form, DOTS, GREYS)
    shown = drawn if form == A4 else drawn[:1]
    return {Look(sheet.id, form.name, number): picture for number, picture in enumerate(shown, 1)}


def all_looks(press: Press, sheet: Sheet, cache: Cache) -> dict[Look, bytes]:
    """The pictures by which a sheet is compared in all printed forms. Raises Unprintable."""
    return {look: picture for form in PRINTED for look, picture in looks_of(press, sheet, cache, form).items()}


def drawn_sides(press: Press, sheet: Sheet, cache: Cache, form: Form, dots: float, greys: int) -> list[bytes]:
    """Each side of the sheet, laid out as it is printed, as PNG in greys. Raises Unprintable."""
    key = digest(sheet_key(press, sheet, form), f"{dots} {greys}")
    if kept := cache.read(KIND, key):
        return _apart(kept)
    printed = kept_print(press, sheet, form, cache)
    laid_out = sheet if form.large else printed.laid_out(sheet)
    sides = [in_greys(side, greys) for side in press.sides(laid_out, form, dots)]
    cache.write(KIND, key, _together(sides))
    return sides


def compare(now: Mapping[Look, bytes], approved: Mapping[str, bytes]) -> dict[Look, str]:
    """What became of the sides of one sheet in one form: `changed`, `new` or `gone`; nothing for what looks the same.

    `approved` are pictures by the names of their files, those of other sheets too.
    """
    found: dict[Look, str] = {}
    for look, picture in now.items():
        if look.file not in approved:
            found[look] = "new"
        elif share_changed(picture, approved[look.file]) > TOLERANCE:
            found[look] = "changed"
    last = max(now)
    after = (replace(last, side=last.side + more) for more in count(1))
    return {**found, **dict.fromkeys(takewhile(lambda look: look.file in approved, after), "gone")}


def share_changed(new: bytes, approved: bytes) -> float:
    """The share of a picture that differs: all of it when the approved one is damaged."""
    try:
        pixels, of = differing(new, approved)
    except OSError:
        return 1.0
    return pixels / of


def _together(parts: list[bytes]) -> bytes:
    """Several files in one, each after its length."""
    return b"".join(len(part).to_bytes(8, "big") + part for part in parts)


def _apart(whole: bytes) -> list[bytes]:
    parts = []
    while whole:
        end = 8 + int.from_bytes(whole[:8], "big")
        parts.append(whole[8:end])
        whole = whole[end:]
    return parts
