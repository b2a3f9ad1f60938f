"""What the ledger is still to be told: ids that are gone, moved or used anew since they were released."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from handbook_build.editions.history import changes_after, followed
from handbook_build.editions.likeness import Wording, is_another
from handbook_build.editions.now import parts_now
from handbook_build.model.edition import DAMAGED, FORKED, Became, Change, Edition, Ledger, Part
from handbook_build.model.handbook import Handbook

GIVES_UP = frozenset((Became.RENAMED, Became.MERGED, Became.SPLIT, Became.WITHDRAWN))
# How many ids stand for one: the least and the most.
INTO = {Became.RENAMED: (1, 1), Became.MERGED: (1, 1), Became.SPLIT: (2, None)}
# What is to say that a part is still what it was: `--reason` is asked for by the command.
REASON = '--reason "..."'

# From this share of its phrases on, a part may have become another.
_KEPT = 0.2
# From this share on it stands there whole: what else is like it shares a turn of phrase, and is no part of a split.
_WHOLE = 0.8
# More pairs than this are not compared word by word.
_MOST_PAIRS = 100_000
# How much is named where a choice is to be made.
_SHOWN = 3


@dataclass(frozen=True)
class Lost:
    """An id that was released, is not there, and of which nothing is recorded; `near` is what may stand for it."""

    edition: Edition
    then: Part
    near: tuple[Part, ...] = ()
    became: Became = Became.WITHDRAWN

    @property
    def command(self) -> str:
        """The likeliest record of it."""
        into = "".join(f" {part.id}" for part in self.near)
        return f"handbook ids {self.became.value} {self.then.id}{into} {REASON}"


@dataclass(frozen=True)
class Moved:
    """A part that stands on another page, or a page that has another address."""

    edition: Edition
    then: Part
    now: Part

    @property
    def command(self) -> str:
        return f"handbook ids moved {self.then.id} {REASON}"


@dataclass(frozen=True)
class Reused:
    """An id that stands for what it did not stand for; `was` says what it stood for, `command` that it is the same."""

    edition: Edition
    then: Part
    now: Part
    was: str
    command: str = ""


@dataclass(frozen=True)
class WrongChange:
    """An entry of changes.yml that cannot be so."""

    change: Change
    message: str
    hint: str


@dataclass(frozen=True)
class Upkeep:
    """A ledger held against the parts as they stand, by id."""

    ledger: Ledger
    now: Mapping[str, Part]

    @cached_property
    def pending(self) -> Mapping[str, Change]:
        """What is recorded since the last edition, by id; the first entry of each."""
        return {change.id: change for change in reversed(self.ledger.pending)}

    @cached_property
    def new(self) -> tuple[Part, ...]:
        """Parts under ids that were never released."""
        return tuple(part for part in self.now.values() if part.id not in self.ledger.last_seen)

    @cached_property
    def lost(self) -> tuple[Lost, ...]:
        gone = [
            (edition, part)
            for name, (edition, part) in self.ledger.last_seen.items()
            if name not in self.now and not self._is_given_up(name, edition)
        ]
        return tuple(self._with_successors(gone))

    @cached_property
    def moved(self) -> tuple[Moved, ...]:
        return tuple(self._moved())

    @cached_property
    def reused(self) -> tuple[Reused, ...]:
        return tuple(self._reused())

    @cached_property
    def wrong(self) -> tuple[WrongChange, ...]:
        return tuple(self._wrong())

    def given_up(self, name: str) -> tuple[Edition, Change] | None:
        """The edition that gave an id up, and how; None while it stands, or stands again."""
        found = self._filed.get(name)
        if found is None or found[1].became is Became.RESTORED or name in found[1].into:
            return None
        return self.ledger.editions[found[0]], found[1]

    @cached_property
    def _filed(self) -> Mapping[str, tuple[int, Change]]:
        """The last change in an edition by which an id was given up or came back, with the edition's place."""
        return {
            change.id: (at, change)
            for at, edition in enumerate(self.ledger.editions)
            for change in edition.changes
            if change.became in GIVES_UP or change.became is Became.RESTORED
        }

    @cached_property
    def _place(self) -> Mapping[str, int]:
        return {edition.name: at for at, edition in enumerate(self.ledger.editions)}

    def _is_given_up(self, name: str, last: Edition) -> bool:
        """Whether the ledger says what became of an id after the last edition that has it."""
        if name in self.pending:
            # Whether that can be so is another question.
            return True
        at, change = self._filed.get(name, (-1, None))
        return change is not None and at > self._place[last.name] and self.given_up(name) is not None

    def _with_successors(self, gone: list[tuple[Edition, Part]]) -> Iterator[Lost]:
        # What took words over is new, or says something else than before.
        taking = [part for part in self.now.values() if self._is_new_or_changed(part)]
        compared = len(gone) * len(taking) <= _MOST_PAIRS
        wordings = [Wording(part) for part in taking] if gone else []
        by_title = {(part.kind, part.title): part for part in taking}
        for edition, part in gone:
            wording = Wording(part)
            same = by_title.get((part.kind, part.title))
            kept = sorted(
                ((wording.kept_in(other), other.part.id == (same.id if same else ""), other.part) for other in wordings)
                if compared
                else ((1.0, True, same) for _ in [0] if same),
                key=lambda one: one[:2],
                reverse=True,
            )
            near = [one for share, titled, one in kept if share >= _KEPT or titled]
            yield self._lost(edition, part, near[:1] if kept and kept[0][0] >= _WHOLE else near)

    def _lost(self, edition: Edition, then: Part, near: list[Part]) -> Lost:
        """What likely became of it, from the parts that have most of its words, the first one first."""
        if not near:
            names = get_close_matches(then.id, [part.id for part in self.new if part.kind == then.kind], 1)
            near = [self.now[name] for name in names]
        if not near:
            return Lost(edition, then)
        new = [part for part in near if self._is_new_or_back(part.id) and part.kind == then.kind]
        if near[0] not in new:
            return Lost(edition, then, (near[0],), Became.MERGED)
        if len(new) > 1:
            return Lost(edition, then, tuple(new[:_SHOWN]), Became.SPLIT)
        return Lost(edition, then, (new[0],), Became.RENAMED)

    def _is_new_or_changed(self, part: Part) -> bool:
        return self._is_new_or_back(part.id) or self.ledger.last_seen[part.id][1].digest != part.digest

    def _is_new_or_back(self, name: str) -> bool:
        """Whether the last edition does not have an id that is there: it never was, or was given up."""
        return name not in self.ledger.last_seen or self.given_up(name) is not None

    def _moved(self) -> Iterator[Moved]:
        for part, edition, then in self._standing():
            recorded = self.pending.get(part.id)
            if recorded and (recorded.became in GIVES_UP or recorded.became in (Became.MOVED, Became.RESTORED)):
                continue
            if then.kind == part.kind and self.given_up(part.id) is None and self._is_elsewhere(edition, then, part):
                yield Moved(edition, then, part)

    def _is_elsewhere(self, edition: Edition, then: Part, part: Part) -> bool:
        """Whether its page is another, or, of a page or handout, the address. An id that its page took is no move."""
        if part.kind != "section":
            return part.address != then.address
        if part.page == then.page:
            return False
        pages, _ = followed(changes_after(self.ledger, edition), (then.page,))
        return part.page not in pages

    def _standing(self) -> Iterator[tuple[Part, Edition, Part]]:
        """Each part that was released, as it stands, with the last edition that has it, and as it stood there."""
        for part in self.now.values():
            if seen := self.ledger.last_seen.get(part.id):
                yield part, *seen

    def _reused(self) -> Iterator[Reused]:
        for part, edition, then in self._standing():
            recorded = self.pending.get(part.id)
            became = recorded.became if recorded else None
            # That it is given up, and yet there, is a finding about the entry.
            if became in GIVES_UP:
                continue
            may_move = then.kind == part.kind or "handout" not in (then.kind, part.kind)
            if (given := self.given_up(part.id)) and became is not Became.RESTORED:
                was = f"was {_given_up(given[1])} in edition {given[0].name} ({given[1].reason.rstrip('.')})"
                command = f"handbook ids restored {part.id} {REASON}" if may_move else ""
                yield Reused(edition, then, part, was, command)
            elif then.kind != part.kind and not (may_move and became in (Became.MOVED, Became.RESTORED)):
                command = f"handbook ids moved {part.id} {REASON}" if may_move else ""
                yield Reused(edition, then, part, f"stands for a {then.kind} in edition {edition.name}", command)
            elif then.digest != part.digest and recorded is None and is_another(then, part):
                was = f"stands for “{then.title}” in edition {edition.name}, and nearly all words are others"
                yield Reused(edition, then, part, was, f"handbook ids rewritten {part.id} {REASON}")

    def _wrong(self) -> Iterator[WrongChange]:
        seen: set[str] = set()
        for change in self.ledger.pending:
            if change.id in seen:
                yield WrongChange(change, f"`{change.id}` has two entries", "keep the one that says what became of it")
                continue
            seen.add(change.id)
            if fault := self._fault(change):
                yield WrongChange(change, *fault)

    def _fault(self, change: Change) -> tuple[str, str] | None:
        """What is wrong with an entry, and what to do; the first fault of each."""
        if change.id not in self.ledger.last_seen:
            hint = "only what an edition has can change; an id that is new needs no entry"
            return f"no edition has the id `{change.id}`", _nearest(change.id, self.ledger.last_seen) or hint
        return self._wrong_into(change) or self._unborne(change)

    def _wrong_into(self, change: Change) -> tuple[str, str] | None:
        name, what, into = change.id, change.became.value, change.into
        if (bounds := INTO.get(change.became)) is None:
            return (f"`{name}` is {what}, and `into` says into what", "take `into` out") if into else None
        least, most = bounds
        if len(set(into)) < least or len(into) != len(set(into)) or (most and len(into) > most):
            hint = "name the id that stands for it now" if most else "name the ids that stand for it now, two or more"
            return f"`{name}` is {what}, and `into` names {_count(into)}", hint
        if most and name in into:
            return f"`{name}` is {what} into itself", "name the id that stands for it now"
        for one in into:
            if one not in self.now and one not in self.pending:
                hint = _nearest(one, self.now) or self._likely(name) or "name a page, section or handout that is there"
                word = "to" if change.became is Became.RENAMED else "into"
                return f"`{name}` is {what} {word} `{one}`, which is not there", hint
        ends, _ = followed([("", self.pending)], (name,))
        if not ends or any(one not in self.now for one in ends):
            hint = "name what stands for it now, or say `withdrawn`"
            return f"`{name}` is {what} into what is not there either", hint
        return None

    def _likely(self, name: str) -> str:
        """What to do about an id that is gone and stands, by its words, in something else; nothing when it does not."""
        lost = next(self._with_successors([self.ledger.last_seen[name]]) if name not in self.now else iter(()), None)
        return f"say what stands for it now: `{lost.command}`" if lost and lost.near else ""

    def _unborne(self, change: Change) -> tuple[str, str] | None:
        """What the handbook says against an entry."""
        name, what, became = change.id, change.became.value, change.became
        edition, then = self.ledger.last_seen[name]
        part, given = self.now.get(name), self.given_up(name)
        out = f"take the entry out: `handbook ids undo {name}`"
        if became in GIVES_UP:
            if part and name not in change.into:
                return f"`{name}` is {what}, and it is still there", f"take it out of the handbook, or {out}"
            if not part and name in change.into:
                return f"`{name}` is {what} into itself and others, and it is not there", "leave it out of `into`"
            if not part and given and self._place[given[0].name] > self._place[edition.name]:
                return f"`{name}` was {_given_up(given[1])} in edition {given[0].name} already", out
            return None
        if part is None:
            return f"`{name}` is {what}, and it is not there", f"say what became of it; {_closing(name)}"
        if became is Became.RESTORED:
            return None if given else (f"`{name}` is restored, and no edition gave it up", out)
        if became is Became.MOVED and then.kind == part.kind and not self._is_elsewhere(edition, then, part):
            return f"`{name}` is moved, and it stands where it stood in edition {edition.name}", out
        if became is Became.REWRITTEN and then.digest == part.digest:
            return f"`{name}` is rewritten, and it says what it said in edition {edition.name}", out
        return None


def upkeep_of(handbook: Handbook) -> Upkeep | None:
    """The handbook's ledger held against its parts; None when the ledger is damaged or forked, so that what it does
    not say may be said by what is missing.
    """
    if any(flaw.kind in (DAMAGED, FORKED) for flaw in handbook.flaws):
        return None
    ledger = handbook.ledger
    return Upkeep(ledger, parts_now(handbook) if ledger.editions else {})


def says(part: Part, words: str) -> bool:
    """Whether words stand in the title, the summary or one passage of a part, however they are broken into lines."""
    texts = (part.title, part.summary, *(passage.text for passage in part.passages))
    wanted = " ".join(words.split())
    return any(wanted in " ".join(text.split()) for text in texts)


def named(part: Part) -> str:
    """A part in a message: section `first-steps` (“First steps”)."""
    return f"{part.kind} `{part.id}` (“{part.title}”)"


def ways_back(handbook: Handbook) -> Mapping[str, str]:
    """By each id that an edition has and nothing has now, where its words stand; empty where nobody knows."""
    upkeep = upkeep_of(handbook)
    unnamed = {section.id for section in handbook.unnamed.values()}
    return {one.then.id: _way_back(one.near, unnamed) for one in upkeep.lost} if upkeep else {}


def _way_back(near: Sequence[Part], unnamed: Container[str]) -> str:
    if near and near[0].id in unnamed:
        return f"its heading is “{near[0].title}” now, and has no id: give it this one again"
    return f"did you mean {' or '.join(f'`{part.id}`' for part in near)}?" if near else ""


def _given_up(change: Change) -> str:
    word = "to" if change.became is Became.RENAMED else "into"
    return f"{change.became.value} {word} {_count(change.into)}" if change.into else change.became.value


def _nearest(name: str, names: Mapping[str, object]) -> str:
    near = get_close_matches(name, names, 1)
    return f"did you mean `{near[0]}`?" if near else ""


def _count(into: tuple[str, ...]) -> str:
    return ", ".join(f"`{one}`" for one in into) or "nothing"


def _closing(name: str) -> str:
    return f"`handbook ids withdrawn {name} {REASON}`, renamed, merged or split"
