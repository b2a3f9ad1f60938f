"""Words after which search offers help first, as its script takes them (`overrides/.../urgent.js`)."""

from __future__ import annotations

from handbook_build.linking.addresses import target_address
from handbook_build.model.handbook import Handbook


def urgent_words(handbook: Handbook) -> dict[str, object]:
    """The alarms as plain values, for JSON. A place that this handbook does not have is not led to."""
    alarms = []
    for alarm in handbook.urgent.alarms:
        target = handbook.targets.get(alarm.to)
        alarms.append(
            {
                "tells": alarm.tells,
                "services": list(alarm.services),
                "to": target_address(target) if target else "",
                "title": target.title if target else "",
                "says": [saying.words for saying in alarm.says],
            }
        )
    return {"alarms": alarms, "sets": dict(handbook.urgent.sets), "harmless": list(handbook.urgent.harmless)}
