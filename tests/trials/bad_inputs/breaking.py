"""Parsers that break: what a library with a fault would do, done on purpose when it meets a word.

`python -m tests.trials.bad_inputs.breaking` is the command, with these parsers in the place of ours.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tests.tiny import page
from tests.trials.bad_inputs import Bad, file


def _crash() -> None:
    ctypes.string_at(0)


def _end() -> None:
    os._exit(0)


def _hang() -> None:
    while True:
        pass


def _hang_inside() -> None:
    """In one call of a library, which no signal handler of Python's can interrupt."""
    sum(range(10**12))


def _sleep() -> None:
    time.sleep(600)


def _eat() -> None:
    eaten = []
    while True:
        eaten.append(bytearray(10_000_000))


def _overflow() -> None:
    sys.setrecursionlimit(10**8)
    _deeper([])


def _deeper(one: list[object]) -> str:
    for _ in range(10**6):
        one = [one]
    return repr(one)


def _fail() -> None:
    raise TypeError("unhashable type: 'list'")


def _be_killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


FAULTS: dict[str, Callable[[], None]] = {
    "crashes": _crash,
    "ends": _end,
    "hangs": _hang,
    "hangs-inside": _hang_inside,
    "sleeps": _sleep,
    "eats": _eat,
    "overflows": _overflow,
    "fails": _fail,
    "is-killed": _be_killed,
}
# A crash, a hang and a bomb of memory, which the short form has too.
QUICK = ("crashes", "hangs-inside", "eats")


def main() -> None:
    from handbook_build import cli
    from handbook_build.parsing import document, references, terms

    def breaking(module: object, name: str) -> None:
        parse = getattr(module, name)

        def instead(source: object, *more: object) -> object:
            text = source if isinstance(source, str) else getattr(source, "text", "")
            for word, fault in FAULTS.items():
                if f"it {word}." in str(text):
                    fault()
            return parse(source, *more)

        setattr(module, name, instead)

    breaking(document, "mark_source")
    breaking(terms, "read_records")
    breaking(references, "_readable")
    cli.run()


def _page(word: str) -> Bad:
    case = file(f"a parser that {word}", "content/bad.md", page("bad", f"Here it {word}."))
    return replace(case, program=__name__, quick=word in QUICK, build=word == "crashes", finding="unparsed-file")


def _data(word: str, path: str) -> Bad:
    case = file(f"a parser of {path} that {word}", f"content/{path}", f'["Here it {word}."]\n')
    return replace(case, program=__name__, finding="unparsed-file")


def _many() -> Bad:
    case = file("200 pages, of which 20 make their parser crash", "content/bad.md", page("bad", "Here it crashes."))

    def put(root: Path) -> None:
        case.put(root)
        for at in range(200):
            text = "Here it crashes." if at % 10 == 0 else "Counsellors help."
            (root / f"content/p{at}.md").write_text(page(f"p{at}", text))

    return replace(case, put=put, program=__name__, finding="unparsed-file")


CASES: tuple[Bad, ...] = (
    *(_page(word) for word in FAULTS),
    *(_data(word, path) for word in ("crashes", "hangs", "eats") for path in ("terms.yml", "references.json")),
    _many(),
)

if __name__ == "__main__":
    main()
