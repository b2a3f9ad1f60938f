"""What checks found in a page is kept; what is told is always what they would find anew.

A few edits run here; `HANDBOOK_EDITS=200 python -m pytest tests/test_kept_findings.py` makes two hundred.
"""

from __future__ import annotations

import pickle
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from handbook_build.assembly import load
from handbook_build.cache import Cache
from handbook_build.checking import checked
from handbook_build.checks import Check, Report, all_checks, run_checks
from handbook_build.keeping import named
from handbook_build.memory import Memory
from handbook_build.model.document import Document
from tests.test_cached_builds import EDITS, HANDBOOKS, SEED, Editing
from tests.tiny import TODAY, MakeTiny, Tiny, page

# Something for many checks to find, in a document and across several.
FAULTY = (
    "## A part {#a-part}\n\n[gone](gone.md) and [nowhere](#nowhere) and [](https://example.org).\n\n"
    "It helps 45% of people [@unknown-2020]. [Trust]{term=nothing} grows. [Words]{claim=no-such-claim}\n\n"
    "![](gone.png) <!-- allow us-spelling: there is none -->\n\n#### Too deep {#help-page}\n"
)
DOCUMENT_CHECKS = [check for check in all_checks() if hasattr(check.module, "check_document")]


def found(made: Tiny, cache: Cache) -> Report:
    return checked(load(made.root, TODAY, Memory(cache)), cache)


@pytest.mark.parametrize("name", ["clinic", "three-editions"])
def test_after_any_edit_the_findings_are_those_of_a_first_check(name: str, tmp_path: Path) -> None:
    made = Tiny(tmp_path / "handbook")
    shutil.copytree(HANDBOOKS / name, made.root)
    cache, editing, done = Cache(tmp_path / "cache"), Editing(made, SEED), ["the first check"]
    for number in range(EDITS * 3):
        assert found(made, cache) == run_checks(load(made.root, TODAY)), done
        if number % 4 == 1:
            made.write({f"content/new-faulty-{number}.md": page(f"faulty-{number}", FAULTY)})
        done.append(editing.next())


def test_what_is_found_does_not_hang_on_what_was_kept(tiny: MakeTiny, tmp_path: Path) -> None:
    """A page that did not change has other findings when what it leads to has changed."""
    made, cache = tiny({"content/other.md": page("other", "[there](#a-part)")}), Cache(tmp_path / "cache")

    def names() -> list[str]:
        report = found(made, cache)
        assert report == made.report()
        return [one.name for one in report.diagnostics]

    assert "broken-section-link" in names()
    made.write({"content/index.md": page("start", "## A part {#a-part}\n\nWords.")})
    assert "broken-section-link" not in names()
    made.write({"content/index.md": page("start")})
    assert "broken-section-link" in names()


def looked_at(monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[tuple[str, str]]]:
    """What the checks look at from now on: (check, page). What is given back has what there was since the last time."""
    seen: list[tuple[str, str]] = []

    def spied(check: Check) -> Callable[..., Iterator[object]]:
        real = check.module.check_document

        def look(document: Document, *known: Any) -> Iterator[object]:
            seen.append((check.name, document.path))
            yield from real(document, *known)

        return look

    for check in DOCUMENT_CHECKS:
        monkeypatch.setattr(check.module, "check_document", spied(check))

    def since() -> list[tuple[str, str]]:
        now = list(seen)
        seen.clear()
        return now

    return since


def test_where_to_begin_is_said_again_when_nothing_has_changed(tiny: MakeTiny) -> None:
    links = "\n\n".join(f"See [it](#gone-{number})." for number in range(8))
    made = tiny({"content/page.md": page("page", f"{links}\n\n<<<<<<< HEAD\nOne.\n=======\nTwo.\n>>>>>>> other\n")})
    first, again = made.run("check"), made.run("check")
    assert "begin with content/page.md:25:1 merge-conflict: others may follow from it\n" in first.stderr, first.stderr
    assert "begin with content/page.md:25:1 merge-conflict: others may follow from it\n" in again.stderr, again.stderr


def test_only_what_changed_is_looked_at(tiny: MakeTiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = {f"content/page-{number}.md": page(f"page-{number}") for number in range(5)}
    made, cache, since = tiny(pages), Cache(tmp_path / "cache"), looked_at(monkeypatch)
    found(made, cache)
    usual = {check.name for check in DOCUMENT_CHECKS if not check.asked}
    assert {name for name, _ in since()} == usual
    found(made, cache)
    assert since() == []
    made.write({"content/page-3.md": page("page-3", "Other words.")})
    found(made, cache)
    assert sorted(since()) == sorted((name, "page-3.md") for name in usual)
    # A new section is something to lead to, and nothing else.
    made.write({"content/page-3.md": page("page-3", "## A part {#a-part}\n\nOther words.")})
    found(made, cache)
    assert {name for name, path in since() if path != "page-3.md"} == {"broken-section-link"}


@pytest.mark.parametrize("check", DOCUMENT_CHECKS, ids=lambda check: check.name)
def test_what_a_check_knows_has_a_name_that_stays(check: Check, tmp_path: Path) -> None:
    """Equal values have the same name, made anew or read again; a set would have another in each process."""
    if not hasattr(check.module, "known"):
        return
    once = check.module.known(load(HANDBOOKS / "clinic", TODAY))
    for _ in range(2):
        assert named(check.module.known(load(HANDBOOKS / "clinic", TODAY, Memory(Cache(tmp_path))))) == named(once)
    assert not any(isinstance(one, set | frozenset) for one in parts(once))


def parts(value: object) -> Iterator[object]:
    yield value
    inside: list[object] = []
    if isinstance(value, dict):
        inside = [*value.keys(), *value.values()]
    elif isinstance(value, tuple | list | set | frozenset):
        inside = list(value)
    elif hasattr(value, "__dataclass_fields__"):
        inside = [getattr(value, name) for name in value.__dataclass_fields__]
    for one in inside:
        yield from parts(one)


def sealed(body: bytes) -> bytes:
    from handbook_build.cache import _seal

    return _seal(body) + body


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data[:-3],
        lambda data: b"x" * len(data),
        lambda data: b"",
        lambda data: sealed(b"no pickle"),
        lambda data: sealed(pickle.dumps({"a": 1})),
        lambda data: sealed(pickle.dumps(["a"])),
        lambda data: sealed(pickle.dumps(dict.fromkeys(pickle.loads(data[64:]), b"no pickle"))),
        lambda data: sealed(pickle.dumps({name: pickle.dumps(3) for name in pickle.loads(data[64:])})),
        lambda data: sealed(pickle.dumps({name: pickle.dumps({"a": 3}) for name in pickle.loads(data[64:])})),
    ],
    ids=["short", "overwritten", "empty", "no pickle", "no bytes", "a list", "no values", "a number", "no findings"],
)
def test_what_is_kept_and_was_changed_is_not_used(
    spoil: Callable[[bytes], bytes], tiny: MakeTiny, tmp_path: Path
) -> None:
    made, cache = tiny({"content/other.md": page("other", FAULTY)}), Cache(tmp_path / "cache")
    fresh = found(made, cache)
    for path in (tmp_path / "cache/findings").iterdir():
        path.write_bytes(spoil(path.read_bytes()))
    assert found(made, cache) == fresh == made.report()
