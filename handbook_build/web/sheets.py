"""Where the files of a handout stand on the site, and its picture."""

from __future__ import annotations

from handbook_build.model.document import Document
from handbook_build.model.form import Form
from handbook_build.model.nodes import Element, element


def sheet_address(handout: Document, form: Form) -> str:
    """`handouts/H12/H12.a4.pdf`: the file is named for its handout, wherever it is carried."""
    return f"handouts/{handout.id}/{handout.id}.{form.name}"


def preview_address(handout: Document) -> str:
    """`handouts/H12/H12.png`: the first page of standard print on A4, as a picture for pages and thumbnails."""
    return f"handouts/{handout.id}/{handout.id}.png"


def preview_picture(source: str) -> Element:
    """The picture at this address, beside a title that says all that it does."""
    return element("img", src=source, alt="", loading="lazy", decoding="async", width="240", height="339")


def pictures_on_request() -> Element:
    """A box to tick for a list of many sheets. A browser fetches no picture that is not shown, so the list is light."""
    box = element("input", type="checkbox", id="pictures")
    return element("p", element("label", box, element("span", "Show a picture of each sheet")), class_="pictures")


def script_address(handout: Document) -> str:
    """`handouts/H12/H12.sheet.js`: the sheet as the pack page takes it, which works from a folder too."""
    return f"handouts/{handout.id}/{handout.id}.sheet.js"
