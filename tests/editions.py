"""Editions written short, for cases: what is left out is filled in, and the seal is set."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from handbook_build.editions.records import FORM, seal_of


def sealed(name: str, short: str, seals: Mapping[str, str]) -> dict[str, Any]:
    """An edition as its file has it. A part is `{"id": ..., "title": ..., "words": [...]}`, a section of the page
    `about` unless it says otherwise; `follows` is a name, and `seals` has the seal of each.
    """
    given = json.loads(short)
    before = given.pop("follows", None)
    data = {
        "form": FORM,
        "title": "Cases",
        "edition": name,
        "released": "2026-06-01",
        "works": {},
        "changes": [],
        **given,
        "parts": [_part(**part) for part in given.get("parts", [])],
        "sheets": [{"section": "", "words": [], "help": "", **sheet} for sheet in given.get("sheets", [])],
    }
    follows = {"edition": before, "seal": seals.get(before, "")} if before else None
    return {**data, "follows": follows, "seal": seal_of(data)}


def _part(id: str, title: str, words: tuple[str, ...] = (), **more: Any) -> dict[str, Any]:  # noqa: A002
    kind = more.pop("kind", "section")
    page = more.pop("page", "about" if kind == "section" else id)
    address = {"page": f"{page}/", "section": f"{page}/#{id}", "handout": f"handouts/{id}/"}[kind]
    passages = [{"kind": "paragraph", "number": at, "words": one} for at, one in enumerate(words, 1)]
    told: dict[str, Any] = {"number": "", "summary": "", "hash": "", "authors": [], "reviewed": None, "cited": []}
    return {
        "id": id,
        "kind": kind,
        "page": page,
        "title": title,
        "address": address,
        **told,
        **more,
        "passages": passages,
    }
