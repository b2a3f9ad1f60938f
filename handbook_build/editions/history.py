"""What became of a part since an edition: followed through the ledger to the words of now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handbook_build.model.edition import Became, Change, Edition, Ledger, Part


@dataclass(frozen=True, slots=True)
class Step:
    """A recorded change of an id, and the edition that brought it; no edition for one still to come."""

    edition: str
    change: Change


@dataclass(frozen=True)
class Fate:
    """What became of a part: the steps that lead to what stands for it now, and those parts.

    `became` is how its id changed (withdrawn, split, merged, renamed), or None while it is its own
    successor; `changed` tells whether the words (for a page, its sections too) are others now, and
    `moved` whether it stands on another page, or at another address.
    """

    then: Part
    edition: str
    steps: tuple[Step, ...] = ()
    now: tuple[Part, ...] = ()
    became: Became | None = None
    changed: bool = False
    moved: bool = False

    @property
    def is_unchanged(self) -> bool:
        return self.became is None and not self.changed

    @property
    def reason(self) -> str:
        """Why its id changed, in the words of the last step that says so."""
        return next((step.change.reason for step in reversed(self.steps)), "")


def fate_of(
    ledger: Ledger,
    now: Mapping[str, Part],
    edition: Edition,
    name: str,
    sections: Mapping[str, Sequence[Part]] | None = None,
) -> Fate:
    """What became of the part `name` of an edition. `now` holds every part as it stands, by id, and `sections`
    the sections of each page, for whoever asks often.

    Raises KeyError when the edition has no such part.
    """
    then = edition.part[name]
    ids, steps = followed(changes_after(ledger, edition), (name,))
    parts = tuple(now[one] for one in ids if one in now)
    became = _became(name, parts, steps)
    same = parts[0] if became is None and parts else None
    return Fate(
        then,
        edition.name,
        tuple(steps),
        parts,
        became,
        changed=_differs(edition, now, then, parts, sections),
        moved=same is not None and (same.page, same.address) != (then.page, then.address),
    )


def followed(
    changes: Sequence[tuple[str, Mapping[str, Change]]], ids: Sequence[str]
) -> tuple[tuple[str, ...], list[Step]]:
    """The ids that stand for `ids` after changes, given by edition in their order, and the steps taken."""
    current = list(ids)
    gone: list[str] = []
    steps: list[Step] = []
    for edition, recorded in changes:
        # An id may be renamed and its successor merged in one edition; a ring ends where it began.
        waiting, arrived, seen = list(current), list[str](), set[str]()
        while waiting:
            name = waiting.pop(0)
            change = recorded.get(name)
            if change is None or name in seen:
                arrived.append(name)
                continue
            seen.add(name)
            steps.append(Step(edition, change))
            if change.became is Became.WITHDRAWN:
                gone.append(name)
            elif change.became in (Became.RENAMED, Became.MERGED, Became.SPLIT):
                # A part that was split or merged may itself be one of those that stand for it.
                arrived += [one for one in change.into if one == name]
                waiting[:0] = [one for one in change.into if one != name]
            else:
                arrived.append(name)
        for name in [one for one in gone if (back := recorded.get(one)) and back.became is Became.RESTORED]:
            steps.append(Step(edition, recorded[name]))
            gone.remove(name)
            arrived.append(name)
        current = list(dict.fromkeys(arrived))
    return tuple(current), steps


def changes_after(ledger: Ledger, edition: Edition) -> list[tuple[str, Mapping[str, Change]]]:
    """The changes of each later edition, by id, and last those still to come, under no name."""
    at = ledger.editions.index(edition)
    later = [(one.name, {change.id: change for change in one.changes}) for one in ledger.editions[at + 1 :]]
    return [*later, ("", {change.id: change for change in ledger.pending})]


def _became(name: str, parts: Sequence[Part], steps: Sequence[Step]) -> Became | None:
    """How an id changed on the whole, from its steps and from what is there now."""
    if not parts:
        return Became.WITHDRAWN
    if [part.id for part in parts] == [name]:
        return None
    kinds = {step.change.became for step in steps}
    return next((one for one in (Became.SPLIT, Became.MERGED, Became.RENAMED) if one in kinds), None)


def _differs(
    edition: Edition,
    now: Mapping[str, Part],
    then: Part,
    parts: Sequence[Part],
    sections: Mapping[str, Sequence[Part]] | None,
) -> bool:
    if len(parts) != 1 or parts[0].digest != then.digest:
        return True
    if then.kind != "page":
        return False
    # Under another id a section says what it said.
    before = [part.digest for part in edition.sections(then.id)]
    if sections is not None:
        below = sections.get(parts[0].id, ())
    else:
        below = [part for part in now.values() if part.kind == "section" and part.page == parts[0].id]
    return before != [part.digest for part in below]
