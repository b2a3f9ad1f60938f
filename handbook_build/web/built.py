"""What a site engine tells of its work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from handbook_build.web.frames import Shape


@dataclass(frozen=True)
class Built:
    """What the engine warned of, how to have a frame rendered by its theme, and the address of the folder of assets
    that is named by its contents, where there is one. Whether its templates are all of this package (`ours`), its
    pages have our search, and everything that it read is known.
    """

    warnings: list[str]
    frame: Callable[[Shape], str]
    assets: str = ""
    ours: bool = True
    search: bool = False
    known: bool = False
