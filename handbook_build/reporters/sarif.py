"""Findings as SARIF 2.1.0 (OASIS), which code hosts and editors show beside the text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from urllib.parse import quote

from handbook_build import __version__
from handbook_build.checks import Report, all_checks
from handbook_build.diagnostics import Diagnostic
from handbook_build.model.source import Source

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def report(findings: Report, _: Mapping[str, Source]) -> str:
    rules = [
        {
            "id": check.code,
            "name": check.name,
            "shortDescription": {"text": check.documentation.split("\n\n")[0].replace("\n", " ")},
            "fullDescription": {"text": check.documentation},
            "defaultConfiguration": {"level": check.severity.value},
        }
        for check in all_checks()
    ]
    results = [_result(one) for one in findings.diagnostics]
    results += [_result(one) | {"suppressions": [{"kind": "inSource"}]} for one in findings.waived]
    driver = {"name": "handbook", "version": __version__, "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False) + "\n"


def _result(one: Diagnostic) -> dict[str, object]:
    start, end = one.location.range.start, one.location.range.end
    region = {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    }
    place = {"artifactLocation": {"uri": quote(one.location.path)}, "region": region}
    text = f"{one.message} ({one.hint})" if one.hint else one.message
    return {
        "ruleId": one.code,
        "level": one.severity.value,
        "message": {"text": text},
        "locations": [{"physicalLocation": place}],
    }
