"""Where the printed sheets of a handout stand on the site."""

from __future__ import annotations

from handbook_build.model.document import Document

PAPERS = (("a4", "A4"), ("letter", "US Letter"))


def sheet_address(handout: Document, paper: str) -> str:
    """`handouts/H12/H12.a4.pdf`: the file is named for its handout, wherever it is carried."""
    return f"handouts/{handout.id}/{handout.id}.{paper}.pdf"
