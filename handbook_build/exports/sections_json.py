"""Every page, section and handout with its id, number, title and address."""

from __future__ import annotations

import json

from handbook_build.editions.standing import standing_of_book
from handbook_build.linking.addresses import public_address, target_address
from handbook_build.model.handbook import Handbook

KINDS = ("page", "section", "handout")


def export(handbook: Handbook) -> str:
    sections = [
        {
            "id": target.id,
            "kind": target.kind,
            "number": target.number,
            "title": target.title,
            "url": public_address(handbook, target_address(target)),
        }
        for target in handbook.targets.values()
        if target.kind in KINDS
    ]
    data = {"title": handbook.settings.title, "edition": standing_of_book(handbook).name, "sections": sections}
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"
