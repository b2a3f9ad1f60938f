"""Each finding with its source line, a mark under the place, and what to do."""

from __future__ import annotations

from collections.abc import Mapping

from handbook_build.checks import Report
from handbook_build.diagnostics import Diagnostic
from handbook_build.model.source import Source

WIDEST = 110


def report(findings: Report, sources: Mapping[str, Source]) -> str:
    return "\n".join(_finding(one, sources) for one in findings.diagnostics)


def _finding(one: Diagnostic, sources: Mapping[str, Source]) -> str:
    lines = [f"{one.location}: {one.severity.value} {one.code} {one.name}", f"  {one.message}"]
    source = sources.get(one.location.path)
    start, end = one.location.range.start, one.location.range.end
    text = source.line(start.line) if source else ""
    if text.strip():
        column = start.column - 1
        shift = max(0, column - WIDEST // 2) if len(text) > WIDEST else 0
        shown = text[shift : shift + WIDEST].replace("\t", " ")
        last = end.column - 1 if end.line == start.line else len(text)
        width = max(1, min(last, shift + len(shown)) - column)
        number = f"{start.line:>5} | "
        lines += [f"{number}{shown}", f"{' ' * (len(number) - 2)}| {' ' * (column - shift)}{'^' * width}"]
    if one.hint:
        lines.append(f"  hint: {one.hint}")
    return "\n".join(lines) + "\n"
