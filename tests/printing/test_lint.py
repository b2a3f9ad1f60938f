"""What a validator lets pass, looked for in every PDF of our own handbook; each rule is shown to find its fault."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from handbook_build.printing.engine import Press

from .reading import sheet, tags

SMALLEST_LARGE_PRINT = 18.0


@pytest.fixture(scope="module")
def sheets(built_site: Path) -> list[Path]:
    return sorted((built_site / "handouts").glob("*/*.pdf"))


def said_of(pdf: pikepdf.Pdf) -> Iterator[str]:
    """What is wrong with a PDF for somebody who hears it."""
    root = pdf.Root
    if not str(root.get("/Lang", "")).strip():
        yield "no language"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "a window that shows the name of the file"
    if not str(pdf.docinfo.get("/Title", "")).strip():
        yield "no title"
    yield from (f"page {at}: no order of tabs" for at, page in enumerate(pdf.pages, 1) if unordered(page))
    found = list(elements(root.StructTreeRoot.K))
    headings = [int(name[1:]) for name, _ in found if name[0] == "H" and name[1:].isdigit()]
    if headings[:1] != [1] or any(after > before + 1 for before, after in pairwise(headings)):
        yield f"headings in the order {headings}"
    if bookmarks(pdf) != len(headings):
        yield f"{bookmarks(pdf)} bookmarks for {len(headings)} headings"
    for name, held in found:
        if name == "Table" and not any(inner == "TH" for inner, _ in elements(held.K)):
            yield "a table without headers"
        if name == "Figure" and is_file_name(str(held.get("/Alt", ""))):
            yield f"an alternative that tells nothing: {held.get('/Alt', '')}"
        if name == "Link" and "/K" not in held:
            yield "a link without words"


def unordered(page: pikepdf.Page) -> bool:
    return "/Annots" in page and page.get("/Tabs") != "/S"


def is_file_name(words: str) -> bool:
    return not words.strip() or words.lower().endswith((".png", ".jpg", ".jpeg", ".svg"))


def elements(held: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(held, pikepdf.Array):
        for one in held:
            yield from elements(one)
    elif isinstance(held, pikepdf.Dictionary) and "/S" in held:
        yield str(held.S)[1:], held
        if "/K" in held:
            yield from elements(held.K)


def bookmarks(pdf: pikepdf.Pdf) -> int:
    with pdf.open_outline() as outline:
        stack, count = list(outline.root), 0
        while stack:
            stack += stack.pop().children
            count += 1
    return count


def sizes(held: Any, matrix: pikepdf.Matrix) -> Iterator[tuple[float, str]]:
    """The size in points and the typeface of every run of text, in pictures too."""
    resources = held.get("/Resources", {})
    saved: list[pikepdf.Matrix] = []
    face, size, line = "", 0.0, pikepdf.Matrix()
    for instruction in pikepdf.parse_content_stream(held):
        operands, operator = instruction.operands, str(instruction.operator)
        if operator == "q":
            saved.append(matrix)
        elif operator == "Q":
            matrix = saved.pop()
        elif operator == "cm":
            matrix = pikepdf.Matrix(*map(float, operands)) @ matrix
        elif operator == "BT":
            line = pikepdf.Matrix()
        elif operator == "Tm":
            line = pikepdf.Matrix(*map(float, operands))
        elif operator == "Tf":
            face, size = str(resources.Font[operands[0]].BaseFont), float(operands[1])
        elif operator in ("Tj", "TJ"):
            drawn = line @ matrix
            yield size * abs(drawn.a * drawn.d - drawn.b * drawn.c) ** 0.5, face
        elif operator == "Do" and (inner := resources.XObject[operands[0]]).get("/Subtype") == "/Form":
            yield from sizes(inner, pikepdf.Matrix(*map(float, inner.get("/Matrix", (1, 0, 0, 1, 0, 0)))) @ matrix)


def runs(pdf: pikepdf.Pdf) -> list[tuple[float, str]]:
    return [run for page in pdf.pages for run in sizes(page.obj, pikepdf.Matrix())]


def test_no_sheet_of_ours_has_a_fault_that_a_validator_lets_pass(sheets: list[Path]) -> None:
    found = {}
    for file in sheets:
        with pikepdf.open(file) as pdf:
            found[file.name] = list(said_of(pdf))
    assert {name: said for name, said in found.items() if said} == {}
    assert len(found) >= 16, "four handouts in four forms"


def test_large_print_is_large_everywhere_and_upright(sheets: list[Path]) -> None:
    """In the foot, the references, below the square and in pictures too."""
    found = {}
    for file in sheets:
        if ".large." in file.name:
            with pikepdf.open(file) as pdf:
                drawn = runs(pdf)
            assert drawn, f"{file.name} has words"
            small = sorted({round(size, 1) for size, _ in drawn if size < SMALLEST_LARGE_PRINT - 0.05})
            found[file.name] = (small, sorted({face for _, face in drawn if "Italic" in face}))
    assert {name: said for name, said in found.items() if said != ([], [])} == {}
    assert len(found) >= 8


def test_standard_print_has_smaller_letters_and_italics_so_both_can_be_seen(sheets: list[Path]) -> None:
    with pikepdf.open(next(file for file in sheets if file.name == "H10.a4.pdf")) as pdf:
        drawn = runs(pdf)
    assert min(size for size, _ in drawn) < 10
    assert any("Italic" in face for _, face in drawn)


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (lambda pdf: pdf.Root.__delitem__("/Lang"), "no language"),
        (lambda pdf: pdf.Root.__delitem__("/ViewerPreferences"), "a window that shows the name of the file"),
        (lambda pdf: pdf.docinfo.__delitem__("/Title"), "no title"),
        (lambda pdf: pdf.Root.__delitem__("/Outlines"), "0 bookmarks for 2 headings"),
        (lambda pdf: pdf.pages[0].obj.__delitem__("/Tabs"), "page 1: no order of tabs"),
        (lambda pdf: first(pdf, "H2").__setitem__("/S", pikepdf.Name.H4), "headings in the order [1, 4]"),
        (lambda pdf: first(pdf, "Link").__delitem__("/K"), "a link without words"),
        (
            lambda pdf: first(pdf, "Figure").__setitem__("/Alt", "image.png"),
            "an alternative that tells nothing: image.png",
        ),
        (lambda pdf: headless(pdf), "a table without headers"),
    ],
)
def test_each_fault_is_found(press: Press, tmp_path: Path, fault: Any, said: str) -> None:
    body = "## A part\n\n| a | b |\n|---|---|\n| c | d |\n\n[There](https://example.org)\n\n/// lines\n///"
    (tmp_path / "sheet.pdf").write_bytes(press.print(sheet(body)).pdf)
    with pikepdf.open(tmp_path / "sheet.pdf") as pdf:
        assert list(said_of(pdf)) == []
        fault(pdf)
        assert list(said_of(pdf)) == [said]


def first(pdf: pikepdf.Pdf, tag: str) -> Any:
    return next(held for name, held in elements(pdf.Root.StructTreeRoot.K) if name == tag)


def headless(pdf: pikepdf.Pdf) -> None:
    for name, held in elements(pdf.Root.StructTreeRoot.K):
        if name == "TH":
            held.S = pikepdf.Name.TD


def test_a_sheet_in_large_print_reads_like_the_other(press: Press) -> None:
    """The same parts in the same order, as a screen reader meets them; the foot is one paragraph, to spare lines."""
    from handbook_build.model.form import A4, A4_LARGE

    made = sheet("## A part\n\nWords.\n\n/// ticks\n    columns: 2\n- one\n- two\n///\n\n/// lines\n///")
    standard, large = (str(tags(press.print(made, form).pdf)) for form in (A4, A4_LARGE))
    assert large == standard.removesuffix(" P)") + ")"
