"""Values of the model kept between builds: equal when they come back, and nothing else comes back."""

from __future__ import annotations

import pickle
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from handbook_build.assembly import load
from handbook_build.cache import Cache
from handbook_build.keeping import Unreadable, from_bytes, to_bytes
from handbook_build.memory import Memory
from handbook_build.model.citation import CitationMode
from handbook_build.model.document import Document
from tests.tiny import TODAY, MakeTiny, page

PROJECT = Path(__file__).parent.parent
HANDBOOKS = [PROJECT, *sorted((PROJECT / "tests/handbooks").iterdir())]


@pytest.mark.parametrize("root", HANDBOOKS, ids=lambda root: root.name if root != PROJECT else "ours")
def test_every_page_comes_back_as_it_was(root: Path) -> None:
    for document in load(root, TODAY).documents:
        back: Document = from_bytes(to_bytes(document))
        assert back == document
        # These are compared by nobody, and findings need them.
        assert back.front.locations == document.front.locations


@pytest.mark.parametrize("root", HANDBOOKS, ids=lambda root: root.name if root != PROJECT else "ours")
def test_a_handbook_from_the_cache_is_the_same_handbook(root: Path, tmp_path: Path) -> None:
    fresh = load(root, TODAY)
    load(root, TODAY, Memory(Cache(tmp_path)))
    kept = load(root, TODAY, Memory(Cache(tmp_path)))
    assert kept == fresh
    assert [one.location for one in kept.uses] == [one.location for one in fresh.uses]
    assert [one.term.location for one in kept.uses] == [one.term.location for one in fresh.uses]


def test_days_numbers_and_names_of_a_list_come_back() -> None:
    value = (date(2026, 11, 23), {"a": 1, "b": (True, None, 2.5)}, frozenset("xy"), CitationMode.NARRATIVE)
    assert from_bytes(to_bytes(value)) == value


class Harmful:
    """What somebody might put into a cache."""

    def __reduce__(self) -> Any:
        return print, ("this must not be said",)


@pytest.mark.parametrize(
    "data",
    [b"", b"no pickle", pickle.dumps(Harmful()), pickle.dumps(Path("a")), pickle.dumps(load)],
    ids=["nothing", "no pickle", "a call", "a path", "a function of ours"],
)
def test_nothing_but_values_is_read(data: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Unreadable):
        from_bytes(data)
    assert capsys.readouterr().out == ""


def test_nothing_but_values_is_kept() -> None:
    with pytest.raises(TypeError, match="is no value of the model"):
        to_bytes((1, Path("a")))


def test_a_cache_that_was_changed_is_not_used(tiny: MakeTiny, tmp_path: Path) -> None:
    """Cut short, overwritten, or sealed by somebody who put other things into it."""
    made = tiny({"content/other.md": page("other", "Words that stay.")})
    fresh = made.load()
    spoils = (lambda data: data[:-3], lambda data: b"x" * len(data), lambda data: b"", _sealed_otherwise)
    for kinds, spoil in product((["parsed"], ["heads"], ["parsed", "heads"]), spoils):
        cache = Cache(tmp_path / "cache")
        load(made.root, TODAY, Memory(cache))
        for path in (path for kind in kinds for path in (tmp_path / "cache" / kind).iterdir()):
            path.write_bytes(spoil(path.read_bytes()))
        assert load(made.root, TODAY, Memory(cache)) == fresh
    for path in (tmp_path / "cache/heads").iterdir():
        path.write_bytes(_of_others(path.read_bytes()))
    assert load(made.root, TODAY, Memory(cache)) == fresh


def _sealed_otherwise(data: bytes) -> bytes:
    """With a right seal, and something else inside."""
    from handbook_build.cache import _seal

    body = pickle.dumps(Harmful())
    return _seal(body) + body


def _of_others(data: bytes) -> bytes:
    """With a right seal, and under each name a value of another kind."""
    from handbook_build.cache import _seal

    body = to_bytes({name: to_bytes(date(2026, 11, 23)) for name in from_bytes(data[64:])})
    return _seal(body) + body


def test_the_words_of_a_page_that_did_not_change_are_read_when_somebody_asks(
    tiny: MakeTiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = tiny({"content/other.md": page("other", "## A part {#a-part}\n\nWords that stay [@gone].")})
    fresh = load(made.root, TODAY, Memory(Cache(tmp_path)))
    read: list[str] = []
    real = Cache.read

    def watched(cache: Cache, kind: str, key: str) -> bytes | None:
        read.append(kind)
        return real(cache, kind, key)

    monkeypatch.setattr(Cache, "read", watched)
    kept = load(made.root, TODAY, Memory(Cache(tmp_path)))
    assert kept.targets == fresh.targets
    assert [one.citations for one in kept.documents] == [one.citations for one in fresh.documents]
    before = len(read)
    assert kept.by_path["other.md"].sections == fresh.by_path["other.md"].sections
    assert read[before:] == ["parsed"]
    assert from_bytes(to_bytes(kept.by_path["other.md"])) == fresh.by_path["other.md"]


def test_a_preview_gives_out_the_very_same_page_again(tiny: MakeTiny) -> None:
    made = tiny({"content/other.md": page("other")})
    memory = Memory(stays=True)
    first = load(made.root, TODAY, memory)
    made.write({"content/other.md": page("other", "Other words.")})
    second = load(made.root, TODAY, memory)
    assert second.by_path["index.md"] is first.by_path["index.md"]
    assert second.by_path["other.md"] != first.by_path["other.md"]


def test_what_is_nested_too_deeply_to_be_kept_is_made_all_the_same(tmp_path: Path) -> None:
    def deep() -> tuple[object, ...]:
        made: tuple[object, ...] = ()
        for _ in range(100_000):
            made = (made,)
        return made

    memory = Memory(Cache(tmp_path))
    assert memory.of(("deep",), deep) != ()
    assert list(tmp_path.iterdir()) == []
