"""Findings as annotations of a GitHub workflow."""

from __future__ import annotations

from collections.abc import Mapping

from handbook_build.checks import Report
from handbook_build.diagnostics import Diagnostic
from handbook_build.model.source import Source


def report(findings: Report, _: Mapping[str, Source]) -> str:
    return "".join(_annotation(one) for one in findings.diagnostics)


def _annotation(one: Diagnostic) -> str:
    start, end = one.location.range.start, one.location.range.end
    place = f"file={_property(one.location.path)},line={start.line},endLine={end.line},col={start.column}"
    title = _property(f"{one.code} {one.name}")
    text = f"{one.message} ({one.hint})" if one.hint else one.message
    return f"::{one.severity.value} {place},title={title}::{_data(text)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
