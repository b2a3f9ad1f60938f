"""The table of `python -m bench`, as it stands in `bench/README.md`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bench.cost import Cost

HEAD = "| | CPU s | ratio | aim | peak MB | |\n|---|---|---|---|---|---|"


@dataclass(frozen=True)
class Row:
    """A figure: what was measured, its cost, how often the base of its section, the aim, what else is to be said."""

    name: str
    cost: Cost | None = None
    ratio: float | None = None
    aim: str = ""
    note: str = ""

    def __str__(self) -> str:
        seconds = figure(self.cost.cpu) if self.cost else ""
        memory = f"{self.cost.memory:,.0f}" if self.cost and self.cost.memory else ""
        ratio = "" if self.ratio is None else figure(self.ratio)
        cells = " | ".join((self.name, seconds, ratio, self.aim, memory, self.note))
        return re.sub(" {2,}", " ", f"| {cells} |")


def figure(number: float) -> str:
    """A number with as many places as are worth reading."""
    return f"{number:,.{3 if number < 0.1 else 2 if number < 100 else 0}f}"


def rows(costs: dict[str, Cost], aims: dict[str, str], notes: dict[str, str] | None = None) -> Iterator[Row]:
    """A row for each cost, beside the first."""
    base = next(iter(costs.values())).cpu
    for name, cost in costs.items():
        yield Row(name, cost, cost.cpu / base, aims.get(name, ""), (notes or {}).get(name, ""))


def section(title: str, some: Iterable[Row]) -> str:
    """Rows below a line that says what they are about."""
    return "\n".join((f"| **{title}** | | | | | |", *map(str, some)))
