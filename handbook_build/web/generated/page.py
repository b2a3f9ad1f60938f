"""A page that nobody wrote: its path below the content folder, its title, and its finished nodes."""

from __future__ import annotations

from dataclasses import dataclass

from handbook_build.model.nodes import Nodes


@dataclass(frozen=True)
class DataFile:
    """An export that says the same as a page: its address on the site, its media type, and what it is."""

    address: str
    type: str
    title: str


@dataclass(frozen=True)
class GeneratedPage:
    """`data` are the exports beside it. A long list has `letters` to jump to, each with the id of its first heading.

    `can_be_left` says that it has the button to leave it at once.
    """

    path: str
    title: str
    summary: str
    body: Nodes
    data: tuple[DataFile, ...] = ()
    letters: tuple[tuple[str, str], ...] = ()
    can_be_left: bool = False
