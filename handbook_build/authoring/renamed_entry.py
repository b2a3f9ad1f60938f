"""The entry of a term that is renamed: its id, its preferred form, and its lists of forms."""

from __future__ import annotations

from handbook_build.authoring.entry import EntryText
from handbook_build.authoring.scalars import Words, inside, is_plain, plain_or_quoted, written
from handbook_build.authoring.wishes import ADMITTED, DEPRECATED, FORGET, Renaming
from handbook_build.diagnostics import Edit
from handbook_build.faults import WrongUse
from handbook_build.model.source import Source
from handbook_build.parsing.yaml import ListValue, MapValue, Scalar, read_yaml
from handbook_build.terminology.forms import inflections, key


def entry_edits(source: Source, renaming: Renaming) -> list[Edit]:
    """The edits of the entry itself: its id, its preferred form, and its lists of forms."""
    entry = _entry_text(source, renaming)
    edits: list[Edit] = []
    if renaming.id != renaming.entry.id:
        edits += _scalar(entry, "id", renaming.id)
    edits += _formerly(entry, renaming)
    edits += _scalar(entry, "preferred", renaming.new)
    edits += _forms(entry, renaming)
    edits += _irregular(entry, renaming)
    return edits


def _entry_text(source: Source, renaming: Renaming) -> EntryText:
    value, _ = read_yaml(source)
    listed = value.find("terms") if isinstance(value, MapValue) else None
    place = source.offset(renaming.entry.location.range.start)
    for item in listed.items if isinstance(listed, ListValue) else ():
        if isinstance(item, MapValue) and item.start <= place < item.end:
            return EntryText(source, item)
    raise WrongUse(f"the entry cannot be found where it was read: {renaming.entry.location}")


def _scalar(entry: EntryText, name: str, new: str) -> list[Edit]:
    value = entry.value.find(name)
    if not isinstance(value, Scalar):
        return []
    words = Words(name, value.start, value.end, value.text, entry.flow)
    old = inside(entry.source.text, words)
    if old.mark == "|" and old.text:
        indent = old.text[: len(old.text) - len(old.text.lstrip())]
        return [Edit(entry.source.location(old.start, old.end), indent + new)]
    return [Edit(entry.source.location(words.start, old.end), written(old, new, words))]


def _item(entry: EntryText, name: str, form: str) -> Scalar | MapValue | None:
    """The item of a list that is a form, or holds it under `form`."""
    for item in entry.items(name):
        said = item.find("form") if isinstance(item, MapValue) else item
        if isinstance(said, Scalar) and key(said.text) == key(form) and not isinstance(item, ListValue):
            return item
    return None


def _exchanged(entry: EntryText, name: str, out: str, into: str) -> list[Edit]:
    """Edits that take one text out of a list and put another in, in its place where there is one; "" is none."""
    item = _item(entry, name, out) if out else None
    if item is None:
        return entry.added(name, into) if into else []
    if not into:
        return [entry.removed(name, item)]
    return [entry.replaced(item, plain_or_quoted(into, flow=not entry.is_block(name)))]


def _formerly(entry: EntryText, renaming: Renaming) -> list[Edit]:
    if renaming.id == renaming.entry.id:
        return []
    return _exchanged(entry, "formerly", renaming.id, "" if renaming.kept == FORGET else renaming.entry.id)


def _forms(entry: EntryText, renaming: Renaming) -> list[Edit]:
    """Takes the new form out of the entry's other forms, and puts the old one among those that it is to be."""
    old = "" if renaming.kept != ADMITTED else renaming.old
    edits = _exchanged(entry, "admitted", renaming.new, old)
    edits += _exchanged(entry, "american", renaming.new, "")
    item = _item(entry, "deprecated", renaming.new)
    if item is not None and renaming.kept == DEPRECATED and isinstance(item, MapValue):
        return edits + _reworded_form(entry, item, renaming)
    if item is not None:
        edits.append(entry.removed("deprecated", item))
    if renaming.kept == DEPRECATED:
        edits += _deprecated(entry, renaming)
    return edits


def _reworded_form(entry: EntryText, item: MapValue, renaming: Renaming) -> list[Edit]:
    one = EntryText(entry.source, item)
    return [
        edit
        for name, text in (("form", renaming.old), ("reason", renaming.reason))
        for edit in _scalar(one, name, text)
    ]


def _deprecated(entry: EntryText, renaming: Renaming) -> list[Edit]:
    value, text = entry.value.find("deprecated"), entry.source.text
    if entry.flow or (isinstance(value, ListValue) and text[value.start] == "["):
        form, reason = (plain_or_quoted(words, flow=True) for words in (renaming.old, renaming.reason))
        return entry.inserted("deprecated", f"{{form: {form}, reason: {reason}, replace: true}}")
    form, reason = (plain_or_quoted(words, flow=False) for words in (renaming.old, renaming.reason))
    if isinstance(value, ListValue):
        column = entry.source.position(value.items[-1].start).column - 1
        inner = "\n" + " " * column
        return entry.inserted("deprecated", f"form: {form}{inner}reason: {reason}{inner}replace: true")
    first = entry.source.position(entry.value.entries[0][0].start).column - 1
    dash, inner = "\n" + " " * (first + 2), "\n" + " " * (first + 4)
    return [entry.with_key("deprecated", f"{dash}- form: {form}{inner}reason: {reason}{inner}replace: true")]


def _irregular(entry: EntryText, renaming: Renaming) -> list[Edit]:
    """Lists the other number of the new form where no rule makes it, in the place of that of the old form.

    What is added here stands in double quotation marks, by which it is known when it is to go again.
    """
    by_rule = key(renaming.other) in map(key, inflections(renaming.new))
    listed = any(key(words) == key(renaming.other) for words in renaming.entry.irregular)
    items = [item for item in entry.items("irregular") if isinstance(item, Scalar)]
    own = [one for one in items if key(one.text) == key(renaming.old_other)]
    stays = renaming.kept != FORGET and key(renaming.old_other) not in map(key, inflections(renaming.old))
    if not own or stays:
        return [] if by_rule or listed else entry.added("irregular", renaming.other, quoted=True)
    text = entry.source.text
    edits: list[Edit] = []
    for one in own:
        added = text[one.start] == '"' and is_plain(one.text, flow=True)
        if listed or (by_rule and added):
            edits.append(entry.removed("irregular", one))
        else:
            words = Words("irregular", one.start, one.end, one.text, flow=True)
            edits.append(entry.replaced(one, written(inside(text, words), renaming.other, words)))
    return edits
