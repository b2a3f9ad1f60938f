"""The works as RIS."""

from __future__ import annotations

from handbook_build.exports.works import all_works
from handbook_build.interchange.ris import to_ris
from handbook_build.model.handbook import Handbook


def export(handbook: Handbook) -> str:
    return to_ris(all_works(handbook))
