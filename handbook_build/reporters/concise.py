"""One line for each finding: file:line:column, weight, code, name, message."""

from __future__ import annotations

from collections.abc import Mapping

from handbook_build.checks import Report
from handbook_build.model.source import Source


def report(findings: Report, _: Mapping[str, Source]) -> str:
    return "".join(
        f"{one.location}: {one.severity.value} {one.code} {one.name}: {one.message}\n" for one in findings.diagnostics
    )
