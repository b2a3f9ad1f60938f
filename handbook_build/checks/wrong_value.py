"""A value is of the wrong kind: a list where a text belongs, a word that is not among the choices,
a date that is none.

Dates are written year first (2026-11-22); ids begin with a letter and hold letters, digits and
single hyphens; names in works are lists of `family` and `given`, or `literal`.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB104", "wrong-value", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    yield from handbook.found(NAME)
