"""One run of a target in a process of its own, which ends with it: `python -m tests.fuzzing.process TARGET ...`.

What follows the name is libFuzzer's; `running.py` writes it.
"""

from __future__ import annotations

import random
import sys

import atheris

from tests.fuzzing.targets import Target, target_of

# Our own code alone: what it rests on takes longer to watch than to run.
WATCHED = ["handbook_build"]


def main() -> None:
    name, *others = sys.argv[1:]
    with atheris.instrument_imports(include=WATCHED):
        target = target_of(name)
    parts = _parts(target)

    def one(data: bytes) -> None:
        target.tried(data.decode("utf-8", "replace"))

    def mutated(data: bytes, largest: int, seed: int) -> bytes:
        chance = random.Random(seed)
        if chance.random() < 0.4:
            return bytes(atheris.Mutate(data, largest))
        for _ in range(chance.randint(1, 3)):
            data = changed(data, parts, chance)
        return data[:largest]

    atheris.Setup([sys.argv[0], *others], one, custom_mutator=mutated)
    atheris.Fuzz()


def _parts(target: Target) -> list[bytes]:
    """The pieces, and the lines of the texts to begin with."""
    lines = {line + b"\n" for path in target.seeds for line in path.read_bytes().split(b"\n") if line.strip()}
    return [*(piece.encode("utf-8", "replace") for piece in target.pieces), *sorted(lines)]


def changed(data: bytes, parts: list[bytes], chance: random.Random) -> bytes:
    """The text with something put in, said again or taken out."""
    at = chance.randint(0, len(data))
    if chance.random() < 0.4:
        # The beginning of a line, where most of the notation begins.
        at = data.rfind(b"\n", 0, at) + 1
    length = chance.choice((1, 2, 4, 8, 16, 32, 64))
    match chance.randrange(6):
        case 0 | 1:
            return data[:at] + chance.choice(parts) + data[at:]
        case 2:
            times = chance.choice((2, 3, 10, 50, 300))
            return data[:at] + chance.choice((data[at : at + length], chance.choice(parts))) * times + data[at:]
        case 3:
            return data[:at] + data[at + length :]
        case 4:
            return data[:at] + chance.choice(parts) + data[at + length :]
        case _:
            there = chance.randint(0, len(data))
            return data[:at] + data[there : there + length] + data[at:]


if __name__ == "__main__":
    main()
