"""The map of one concept, for its entry in the glossary."""

from __future__ import annotations

from handbook_build.mapping.neighbours import Named, Neighbours, Notes
from handbook_build.mapping.neighbours import neighbourhood as placed
from handbook_build.model.handbook import Handbook
from handbook_build.model.nodes import Node, element
from handbook_build.model.term import RELATIONS, TermEntry
from handbook_build.web.generated.picture import BELONGS, INCLUDES, SEE_ALSO, Words, bare_line, drawn

# More of one kind would be a list and no picture; the entry names them all.
MOST = 12

NOTES = Notes(BELONGS, INCLUDES, SEE_ALSO)


def neighbourhood(entry: TermEntry, handbook: Handbook) -> Node | None:
    """A figure with the terms round one, on the glossary's page; None where the entry has no relation."""
    seen = {entry.id}
    groups: dict[str, list[Named]] = {kind: [] for kind in RELATIONS}
    for kind in RELATIONS:
        for name in entry.related(kind):
            if name in handbook.entry and name not in seen:
                seen.add(name)
                groups[kind].append((name, handbook.entry[name].preferred))
    if not any(groups.values()):
        return None
    around = Neighbours((entry.id, entry.preferred), *(groups[kind][:MOST] for kind in RELATIONS))
    # The entry says the same in words, above it.
    words = Words("map", f"Where “{entry.preferred}” stands among other words")
    svg = drawn(
        placed(around, NOTES),
        words,
        lambda name: f"#{handbook.entry[name].anchor}",
        bare_line,
        here=entry.id,
    )
    left_out = sum(max(0, len(names) - MOST) for names in groups.values())
    if not left_out:
        return element("figure", svg, class_="concept")
    caption = element("figcaption", f"The entry names {left_out} more.")
    return element("figure", svg, caption, class_="concept")
