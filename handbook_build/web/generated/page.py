"""A page that nobody wrote: its path below the content folder, its title, and its finished nodes."""

from __future__ import annotations

from dataclasses import dataclass

from handbook_build.model.nodes import Nodes


@dataclass(frozen=True)
class GeneratedPage:
    path: str
    title: str
    summary: str
    body: Nodes
