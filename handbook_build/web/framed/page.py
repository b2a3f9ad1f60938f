"""A page that is put into a frame: its address, its title, its finished nodes."""

from __future__ import annotations

from dataclasses import dataclass

from handbook_build.model.nodes import Nodes


@dataclass(frozen=True)
class FramedPage:
    """`address` goes from the site's root and ends with a slash: `s/good-endings/`. Links in `body` and `head` are
    written from the page itself (see `linking.addresses.relative`). `head` holds further elements of the
    head: links, metadata. Only an `indexed` page may be found by search engines. One that tells of a page that can be
    left can be left too (`leave`).
    """

    address: str
    title: str
    summary: str = ""
    body: Nodes = ()
    head: Nodes = ()
    indexed: bool = False
    leave: bool = False
