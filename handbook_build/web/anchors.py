"""Ids on a page that its author did not write."""

from __future__ import annotations


def outcome_anchor(name: str) -> str:
    """The id of an outcome on its page, by its name."""
    return f"can-do-{name}"


def question_anchor(number: int) -> str:
    """The id of a self-check question on its page, by its number there."""
    return f"check-yourself-{number}"
