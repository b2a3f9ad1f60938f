"""Where the files of a handout stand on the site."""

from __future__ import annotations

from handbook_build.model.document import Document
from handbook_build.model.form import Form


def sheet_address(handout: Document, form: Form) -> str:
    """`handouts/H12/H12.a4.pdf`: the file is named for its handout, wherever it is carried."""
    return f"handouts/{handout.id}/{handout.id}.{form.name}"


def preview_address(handout: Document) -> str:
    """`handouts/H12/H12.png`: the first page of standard print on A4, as a picture for pages and thumbnails."""
    return f"handouts/{handout.id}/{handout.id}.png"


def script_address(handout: Document) -> str:
    """`handouts/H12/H12.sheet.js`: the sheet as the pack page takes it, which works from a folder too."""
    return f"handouts/{handout.id}/{handout.id}.sheet.js"
