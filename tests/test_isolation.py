"""Work that is done apart from this process, and what becomes of it when it ends its worker."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from handbook_build import assembly, documents, isolation
from handbook_build.assembly import load
from handbook_build.cache import Cache
from handbook_build.isolation import Stopped, Work, isolated
from handbook_build.keeping import named
from handbook_build.memory import Memory
from handbook_build.model.source import Source
from handbook_build.parsing.document import parse_document
from tests.tiny import TODAY, MakeTiny, page

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a worker takes a second to start")


def number(value: int) -> int:
    return value


def crash() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def hang() -> None:
    while True:
        pass


def sleep() -> None:
    time.sleep(600)


def eat() -> int:
    return len(bytearray(2 * isolation.MEMORY))


def fail() -> None:
    raise ValueError("no such thing")


def give_a_function() -> Callable[[], None]:
    return fail


def work(do: Callable[[], object], size: int = 10, seconds: float = 0.3) -> Work:
    return Work(do, size, seconds=seconds)


def reason(do: Callable[[], object]) -> str:
    """Why a piece of work came to nothing that stands between two others, which are done."""
    first, middle, last = isolated([work(partial(number, 1)), work(do), work(partial(number, 3))])
    assert (first, last) == (1, 3)
    assert isinstance(middle, Stopped)
    return middle.why


def test_what_is_done_comes_in_the_order_of_the_work() -> None:
    pieces = [work(partial(number, at), size=isolation.LOAD * (at % 7 + 1)) for at in range(40)]
    assert list(isolated(pieces)) == list(range(40))


def test_no_work_starts_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "_Crew", None)
    assert list(isolated([])) == []


def test_a_worker_that_breaks_down_is_replaced() -> None:
    assert reason(crash) == "brought down the program that reads it (SIGSEGV)"
    assert reason(partial(os._exit, 0)) == "brought down the program that reads it (code 0)"


def test_a_worker_that_does_not_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    assert reason(hang) == "took longer than 0 seconds"
    monkeypatch.setattr(isolation, "WAITING", 1)
    assert reason(sleep) == "took longer than 0 seconds"


def test_a_worker_that_wants_all_memory_gets_none() -> None:
    assert reason(eat) == "took more than 500 MB of memory"


def test_an_exception_is_told_with_what_was_read() -> None:
    assert reason(fail) == "failed (ValueError: no such thing)"


def test_nothing_but_values_of_the_model_comes_back() -> None:
    assert reason(give_a_function) == "failed (TypeError: function is no value of the model)"


def test_twenty_crashes_are_twenty_findings() -> None:
    found = list(isolated([work(crash if at % 2 else partial(number, at)) for at in range(40)]))
    assert [one for one in found if not isinstance(one, Stopped)] == list(range(0, 40, 2))


def test_no_worker_is_left_behind() -> None:
    before = _children()
    answers = isolated([work(partial(number, at), size=isolation.LOAD) for at in range(10)])
    assert next(answers) == 0
    answers.close()  # type: ignore[attr-defined]
    assert _children() == before


def _children() -> str:
    return Path(f"/proc/self/task/{os.getpid()}/children").read_text()


# Where no process can be split in two


def test_workers_that_are_started_anew_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    source = Source("content/page.md", page("page", "A *word* [@rogers-1957].\n\n## One {#one}\n\n" + "[" * 70))
    here = parse_document("page.md", source)
    monkeypatch.setattr(isolation, "_can_split", lambda: False)
    piece = Work(partial(parse_document, "page.md", source), 10, seconds=30)
    [there, stopped] = isolated([piece, Work(crash, 10, seconds=30)])
    assert named(there) == named(here)
    assert isinstance(stopped, Stopped)


def test_what_can_do_no_harm_is_read_without_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "_can_split", lambda: False)
    assert list(isolated([Work(os.getpid, 10, harmless=True)])) == [os.getpid()]
    [elsewhere, _] = isolated([Work(os.getpid, 10, harmless=True, seconds=30), Work(os.getpid, 10, seconds=30)])
    assert elsewhere != os.getpid()


# Pages


def break_down(path: str, source: Source, extra: object = ()) -> object:
    if "crash" in source.text:
        crash()
    return parse_document(path, source, extra)  # type: ignore[arg-type]


BAD = page("bad", "crash\n\n## Here {#here}\n\n" + "[[[[[[" * 10)


def test_a_page_that_stops_its_parser_is_a_finding_and_the_others_are_read(
    tiny: MakeTiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "parse_document", break_down)
    made = tiny(
        {"content/bad.md": BAD, "content/page.md": page("page", "[To](#here), [to](#bad) and [nowhere](#gone).")}
    )
    assert made.findings() == [("bad.md:13:1", "unparsed-file"), ("page.md:9:40", "broken-section-link")]


def test_a_page_whose_front_matter_is_at_fault_is_one_too(tiny: MakeTiny, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "parse_document", break_down)
    monkeypatch.setattr(documents, "outline", break_down)
    made = tiny({"content/bad.md": BAD})
    assert made.findings()[0][1] == "unparsed-file"


def test_what_was_not_parsed_is_parsed_again_the_next_time(
    tiny: MakeTiny, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Another time the machine may have more patience: nothing of it is kept."""
    made, cache = tiny({"content/bad.md": BAD}), Cache(tmp_path / "cache")
    with monkeypatch.context() as broken:
        broken.setattr(documents, "parse_document", break_down)
        assert not load(made.root, TODAY, Memory(cache)).by_path["bad.md"].body
    whole = load(made.root, TODAY, Memory(cache)).by_path["bad.md"]
    assert named(whole) == named(load(made.root, TODAY).by_path["bad.md"])
    assert whole.body


def test_a_data_file_that_stops_its_parser_is_a_finding(tiny: MakeTiny, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(assembly.READERS, "terms.yml", ("entries", _crash_on))  # type: ignore[arg-type]
    made = tiny({"content/terms.yml": "terms: []\n"})
    assert made.findings() == [("terms.yml:1:1", "waiting-check"), ("terms.yml:1:1", "unparsed-file")]


def _crash_on(_: Source) -> object:
    return crash()
