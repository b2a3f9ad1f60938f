"""Every handout in every printed form, printed once and kept under all that it was made from."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from handbook_build.cache import Cache, digest
from handbook_build.model.form import A4, DOCX, FILLABLE, PRINTED, TEXT, Form
from handbook_build.model.handbook import Overflow, SheetResult
from handbook_build.model.nodes import NOWHERE
from handbook_build.printing.engine import PICTURE_DOTS, PICTURE_GREYS, Misfit, Press, Printed, Unprintable
from handbook_build.printing.line import PrintNode, words_of
from handbook_build.printing.plain_text import plain_text
from handbook_build.printing.sheet import Sheet
from handbook_build.printing.wording import WORDING

KIND, PICTURES, DOCUMENTS, TO_FILL_IN = "sheets", "pictures", "documents", "fillable"
# So many letters of a part that has no heading name it.
LONGEST_NAME = 50


@dataclass(frozen=True)
class PressRun:
    """What came out: results for the checks, PDFs by handout and form, and a picture of each by handout."""

    results: dict[str, SheetResult] = field(default_factory=dict)
    files: dict[tuple[str, Form], bytes] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)


def print_sheets(
    sheets: list[Sheet],
    cache: Cache,
    forms: tuple[Form, ...] = PRINTED,
    step: Callable[[int, int], None] = lambda done, total: None,
    *,
    pictures: bool = True,
    press: Press | None = None,
) -> PressRun:
    """Prints the sheets in these forms, and with `pictures` draws each that it prints on A4.

    A sheet that cannot be printed is a result, not an exception.
    """
    run = PressRun()
    press = press or Press()
    total = sum(len(forms_of(sheet, forms)) for sheet in sheets)
    number = 0
    for sheet in sheets:
        first: Printed | None = None
        try:
            for form in sorted(forms_of(sheet, forms), key=_has_own_layout):
                number += 1
                step(number, total)
                if form in OTHERS:
                    run.files[sheet.id, form] = OTHERS[form](press, sheet, cache, first)
                    continue
                printed = kept_print(press, sheet, form, cache)
                run.files[sheet.id, form] = printed.pdf
                run.results[sheet.id] = _with(run.results.get(sheet.id, SheetResult()), sheet, form, printed)
                if form == A4:
                    first = printed
                    if pictures:
                        run.pictures[sheet.id] = kept_picture(press, printed.laid_out(sheet), cache)
        except Unprintable as refusal:
            run.results[sheet.id] = SheetResult({}, refusal.message, refusal.hint, refusal.culprit)
            run.pictures.pop(sheet.id, None)
            for form in forms:
                run.files.pop((sheet.id, form), None)
    return run


def _has_own_layout(form: Form) -> bool:
    """Whether a form is laid out otherwise than A4; what is not comes first, while the press knows that layout."""
    return form not in (A4, FILLABLE)


def forms_of(sheet: Sheet, forms: tuple[Form, ...]) -> tuple[Form, ...]:
    """Those of the forms that the sheet has: one without anything to fill in has none for that."""
    return tuple(form for form in forms if sheet.has_fields or not form.fields)


def kept_print(press: Press, sheet: Sheet, form: Form, cache: Cache) -> Printed:
    """The sheet in this form. Raises Unprintable."""
    key = sheet_key(press, sheet, form)
    if kept := cache.read(KIND, key):
        head, _, pdf = kept.partition(b"\n")
        pages, words, close, *misfit = json.loads(head)
        return Printed(pdf, pages, words, close, Misfit(*misfit) if misfit else None)
    printed = press.print(sheet, form)
    misfit = (printed.misfit.part, printed.misfit.millimetres) if printed.misfit else ()
    told = [printed.pages, printed.words, printed.close, *misfit]
    cache.write(KIND, key, json.dumps(told).encode() + b"\n" + printed.pdf)
    return printed


def kept_picture(press: Press, sheet: Sheet, cache: Cache) -> bytes:
    """Its first page as PNG. Raises Unprintable."""
    key = digest(sheet_key(press, sheet, A4), f"{PICTURE_DOTS} {PICTURE_GREYS}")
    if kept := cache.read(PICTURES, key):
        return kept
    picture = press.picture(sheet)
    cache.write(PICTURES, key, picture)
    return picture


def kept_document(press: Press, sheet: Sheet, cache: Cache, first: Printed | None = None) -> bytes:
    """The sheet as a Word document. Raises Unprintable."""
    key = digest(sheet_key(press, sheet, A4), sheet.language)
    if kept := cache.read(DOCUMENTS, key):
        return kept
    # Imported here, since a build that changes no sheet makes no document.
    from handbook_build.printing.word.document import word

    document = word(sheet, press.as_png)
    cache.write(DOCUMENTS, key, document)
    return document


def kept_fillable(press: Press, sheet: Sheet, cache: Cache, first: Printed | None = None) -> bytes:
    """The sheet to fill in on screen, laid out as its A4, which is `first` if that is at hand. Raises Unprintable."""
    key = sheet_key(press, sheet, A4)
    if kept := cache.read(TO_FILL_IN, key):
        return kept
    # Imported here, since a build that changes no sheet makes no form.
    from handbook_build.printing.filling.fillable import fillable

    first = first or kept_print(press, sheet, A4, cache)
    made = fillable(press, first.laid_out(sheet))
    cache.write(TO_FILL_IN, key, made)
    return made


def text_file(press: Press, sheet: Sheet, cache: Cache, first: Printed | None = None) -> bytes:
    """The sheet as plain text, which is made sooner than it is looked up."""
    return plain_text(sheet).encode("utf-8")


# The forms that are no pages of the press. What is printed on A4 is given to them, if it is at hand.
OTHERS: dict[Form, Callable[[Press, Sheet, Cache, Printed | None], bytes]] = {
    FILLABLE: kept_fillable,
    DOCX: kept_document,
    TEXT: text_file,
}


def sheet_key(press: Press, sheet: Sheet, form: Form) -> str:
    """A name for all that a sheet in this form is made from: its words and pictures, templates, typefaces, engine."""
    return digest(press.fingerprint, form.name, sheet.fingerprint)


def _with(result: SheetResult, sheet: Sheet, form: Form, printed: Printed) -> SheetResult:
    """The result, with what came of one more form."""
    pages = {**result.pages, form.name: printed.pages}
    if printed.misfit is None:
        return replace(result, pages=pages)
    return replace(result, pages=pages, overflows=(*result.overflows, overflow_of(sheet, form, printed.misfit)))


def overflow_of(sheet: Sheet, form: Form, misfit: Misfit) -> Overflow:
    """What does not fit, as the sheet's author knows it."""
    before = sheet.body[: misfit.part + 1]
    offset = before[-1].get("offset", NOWHERE) if misfit.part < len(sheet.body) else NOWHERE
    if misfit.part >= len(sheet.body):
        return Overflow(form.name, WORDING["sources"], misfit.millimetres)
    named = next((node for node in reversed(before) if _name(node)), before[-1])
    words = _name(named) or words_of(named)
    short = words if len(words) <= LONGEST_NAME else words[:LONGEST_NAME].rpartition(" ")[0] + " …"
    return Overflow(form.name, short, misfit.millimetres, offset)


def _name(node: PrintNode) -> str:
    """The words of a heading, or the label of a block."""
    return words_of(node["children"] if node["t"] == "h" else node.get("label", [])).strip()
