"""The works as BibTeX."""

from __future__ import annotations

from handbook_build.exports.works import all_works
from handbook_build.interchange.bibtex import to_bibtex
from handbook_build.model.handbook import Handbook


def export(handbook: Handbook) -> str:
    return to_bibtex(all_works(handbook))
