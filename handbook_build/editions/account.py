"""What one edition changed against the one before: a list that a reader can go through."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from handbook_build.model.edition import Became, Change, Part

# In the order in which readers are told of them.
KINDS = ("new", "restored", "rewritten", "changed", "moved", "renamed", "merged", "split", "withdrawn")


@dataclass(frozen=True)
class Turn:
    """What became of one part: `kind` is one of KINDS. `then` is missing for what is new, `now` for what is gone."""

    kind: str
    id: str
    then: Part | None
    now: tuple[Part, ...]
    reason: str = ""

    @property
    def part(self) -> Part | None:
        """The part by whose title a reader knows it."""
        return self.then or next(iter(self.now), None)

    @property
    def changed(self) -> bool:
        """Whether it is the same part still, and says other words."""
        return (
            self.kind not in ("merged", "split")
            and self.then is not None
            and len(self.now) == 1
            and self.now[0].digest != self.then.digest
        )


def account(before: Mapping[str, Part], after: Mapping[str, Part], changes: Iterable[Change]) -> tuple[Turn, ...]:
    """Every part that is not as it was, in the order of KINDS, and in reading order within each.

    The words of a page here are those before its first section: each section is told of by itself.
    """
    recorded = {change.id: change for change in changes}
    turns = [turn for name, part in before.items() if (turn := _turn(name, part, after, recorded.get(name)))]
    told = {part.id for turn in turns for part in turn.now}
    for name, part in after.items():
        change = recorded.get(name)
        if name not in before and change is not None and change.became is Became.RESTORED:
            turns.append(Turn("restored", name, None, (part,), change.reason))
        elif name not in before and name not in told:
            turns.append(Turn("new", name, None, (part,)))
    return tuple(sorted(turns, key=lambda turn: KINDS.index(turn.kind)))


def _turn(name: str, then: Part, after: Mapping[str, Part], change: Change | None) -> Turn | None:
    if change is not None and change.became is not Became.RESTORED:
        ids = change.into or ((name,) if change.became is not Became.WITHDRAWN else ())
        return Turn(change.became.value, name, then, tuple(after[one] for one in ids if one in after), change.reason)
    now = after.get(name)
    if now is None:
        return Turn("withdrawn", name, then, ())
    if now.digest != then.digest:
        return Turn("changed", name, then, (now,))
    at_another_place = now.page != then.page if then.kind == "section" else now.address != then.address
    return Turn("moved", name, then, (now,)) if at_another_place else None
