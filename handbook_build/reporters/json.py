"""Findings as JSON, for programs: ranges are one-based and count code points."""

from __future__ import annotations

import json
from collections.abc import Mapping

from handbook_build.checks import Report
from handbook_build.diagnostics import Diagnostic
from handbook_build.model.source import Source


def report(findings: Report, _: Mapping[str, Source]) -> str:
    data = {
        "diagnostics": [_finding(one) for one in findings.diagnostics],
        "waived": [_finding(one) for one in findings.waived],
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _finding(one: Diagnostic) -> dict[str, object]:
    start, end = one.location.range.start, one.location.range.end
    return {
        "code": one.code,
        "name": one.name,
        "severity": one.severity.value,
        "path": one.location.path,
        "range": {
            "start": {"line": start.line, "column": start.column},
            "end": {"line": end.line, "column": end.column},
        },
        "message": one.message,
        "hint": one.hint,
    }
