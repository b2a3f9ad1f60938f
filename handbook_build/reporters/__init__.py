"""Findings in the forms that people and programs read; one form in each file beside this one."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from handbook_build.checks import Report
from handbook_build.model.source import Source
from handbook_build.reporters import concise, full, github, json, sarif

Reporter = Callable[[Report, Mapping[str, Source]], str]

REPORTERS: dict[str, Reporter] = {
    "full": full.report,
    "concise": concise.report,
    "json": json.report,
    "github": github.report,
    "sarif": sarif.report,
}
