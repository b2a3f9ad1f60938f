"""Which units of a site were made again, and which of their parts was another: what `build --explain` tells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from handbook_build.units import Parts

# By kind and name of a unit: its parts, each with a digest.
AllParts = Mapping[str, Mapping[str, Parts]]
NEW, GONE = "it is new", "its files were not there any more"
OTHER_PROGRAM = "it was made by another version of this program, its theme or a package that it rests on"
# How many reasons are told of each kind, and how many units of each reason.
_REASONS, _UNITS = 12, 8


def remade(
    again: Mapping[str, list[str]], now: AllParts, before: AllParts, *, same_program: bool = True
) -> Iterator[str]:
    """Line by line: how many units of each kind were made, then the reasons with the units that each is one for."""
    for kind, names in again.items():
        if not kind:
            continue
        of_all = f"Made again: {len(names):,} of {len(now[kind]):,} {kind}"
        if not names:
            yield f"{of_all}."
            continue
        yield f"{of_all}:"
        found: dict[str, list[str]] = {}
        for name in names:
            reasons = _reasons(now[kind][name], before.get(kind, {}).get(name)) if same_program else [OTHER_PROGRAM]
            for reason in reasons:
                found.setdefault(reason, []).append(name)
        listed = sorted(found.items(), key=lambda one: -len(one[1]))
        for reason, units in listed[:_REASONS]:
            more = f" and {len(units) - _UNITS:,} more" if len(units) > _UNITS else ""
            yield f"  {reason}: {', '.join(units[:_UNITS])}{more}"
        if len(listed) > _REASONS:
            yield f"  and {len(listed) - _REASONS:,} more"


def _reasons(now: Parts, before: Parts | None) -> list[str]:
    if not now:
        return ["it rests on everything"]
    if before is None:
        return [NEW]
    return [f"{name} changed" for name in {**now, **before} if now.get(name) != before.get(name)] or [GONE]
