"""Texts that once broke something break nothing now, nor do those that a search begins with."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzzing.targets import Target, names, target_of

TEXTS = [(target, path) for target in map(target_of, names()) for path in (*target.seeds, *target.found)]


@pytest.mark.parametrize(("target", "path"), TEXTS, ids=[f"{target.name}-{path.stem}" for target, path in TEXTS])
def test_a_text_breaks_nothing(target: Target, path: Path) -> None:
    target.tried(path.read_bytes().decode("utf-8", "replace"))


@pytest.mark.parametrize("name", names())
def test_every_target_says_what_must_hold_and_has_texts_to_begin_with(name: str) -> None:
    target = target_of(name)
    assert target.about
    assert target.seeds
