"""The works as CSL-JSON."""

from __future__ import annotations

from handbook_build.exports.works import all_works
from handbook_build.interchange.csl import to_csl_json
from handbook_build.model.handbook import Handbook


def export(handbook: Handbook) -> str:
    return to_csl_json(all_works(handbook))
