"""The works as CSL-JSON, as Zotero and pandoc read it; our own notes stay at home."""

from __future__ import annotations

import json

from handbook_build.model.handbook import Handbook

OURS = ("custom", "keyword", "note", "annote")


def export(handbook: Handbook) -> str:
    works = [
        {name: value for name, value in item.fields.items() if name not in OURS} for item in handbook.item.values()
    ]
    works.sort(key=lambda work: str(work["id"]))
    return json.dumps(works, indent=2, ensure_ascii=False) + "\n"
