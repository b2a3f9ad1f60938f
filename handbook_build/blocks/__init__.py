"""The blocks that pages and handouts are written with, one kind in each file beside this one."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from handbook_build.blocks.spec import BlockSpec


@cache
def block_specs() -> dict[str, BlockSpec]:
    """Every block by its name. A file with a `SPEC` (or `SPECS`) is all that a new block needs."""
    return {spec.name: spec for _, specs in _declared() for spec in specs}


@cache
def readers_of_blocks() -> dict[str, str]:
    """The reader of each block that is for one kind of reader alone, by the name of the block."""
    return {name: spec.reader for name, spec in block_specs().items() if spec.reader}


def block_documentation() -> dict[str, str]:
    """What an author reads about each block: the docstring of its file."""
    return {spec.name: doc for doc, specs in _declared() for spec in specs}


@cache
def _declared() -> tuple[tuple[str, tuple[BlockSpec, ...]], ...]:
    modules = (import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))
    return tuple(
        ((module.__doc__ or "").strip(), getattr(module, "SPECS", None) or (module.SPEC,))
        for module in modules
        if hasattr(module, "SPEC") or hasattr(module, "SPECS")
    )
