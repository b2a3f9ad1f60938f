"""Values of the model as bytes, so that they can be kept between builds and had back without being made again.

The format is Python's pickle (protocol 5), which is many times as fast as any text. A pickle may name any function of
any module to be called when it is read, and a cache can be put into a folder by somebody else. So nothing is read here
but plain values, days, and the data classes and enumerations of the model, which do nothing when they are made.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from importlib import import_module
from operator import attrgetter
from typing import Any

from handbook_build.locations import Location
from handbook_build.model.later import Later

_ROOMS = (
    "handbook_build.model.",
    "handbook_build.locations",
    "handbook_build.diagnostics",
    # Works on their way into the handbook, which are plain values too.
    "handbook_build.interchange.incoming",
)
_PROTOCOL = 5


class Unreadable(Exception):
    """What was kept is no value of the model."""


def to_bytes(value: object) -> bytes:
    """Any value of the model, or a tuple, list or mapping of such values. Raises TypeError for any other."""
    stream = io.BytesIO()
    _Pickler(stream, _PROTOCOL).dump(value)
    return stream.getvalue()


def named(value: object) -> bytes:
    """The same for equal values, however they came to be, unless they hold sets. Raises as `to_bytes` does."""
    stream = io.BytesIO()
    pickler = _Namer(stream, _PROTOCOL)
    # Else it would tell whether two equal parts are one and the same.
    pickler.fast = True
    pickler.dump(value)
    return stream.getvalue()


def from_bytes(data: bytes) -> Any:
    """The value again; equal, and made anew. Raises Unreadable."""
    try:
        return _Unpickler(io.BytesIO(data)).load()
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(str(error)) from error


class _Pickler(pickle.Pickler):
    def reducer_override(self, value: Any) -> Any:
        kind = type(value)
        parts = _PARTS.get(kind) or _parts(kind)
        if parts is not None:
            return kind, parts(value)
        if isinstance(value, dict):
            # A reader's own kind of mapping, which remembered what only it needed.
            return dict, (), None, None, iter(value.items())
        if isinstance(value, Later):
            return tuple, (value.all,)
        if isinstance(value, type) or kind.__module__ == "datetime":
            return NotImplemented
        raise TypeError(f"{kind.__name__} is no value of the model")


class _Namer(_Pickler):
    def reducer_override(self, value: Any) -> Any:
        if type(value) is Location:
            # Most of what there is, and nobody reads it back.
            start, end = value.range.start, value.range.end
            return tuple, (("at", value.path, start.line, start.column, end.line, end.column),)
        return super().reducer_override(value)


# What a value of a class is made from, in the order in which the class takes it; looked up for each of many values.
_PARTS: dict[type, Callable[[Any], tuple[object, ...]]] = {}


def _parts(kind: type) -> Callable[[Any], tuple[object, ...]] | None:
    """What an enumeration or data class of the model is made from; None for any other class."""
    if issubclass(kind, Enum):
        _PARTS[kind] = lambda value: (value.value,)
    elif is_dataclass(kind) and kind.__module__.startswith(_ROOMS):
        names = [field.name for field in fields(kind)]
        get = attrgetter(*names)
        _PARTS[kind] = get if len(names) > 1 else lambda value: (get(value),)
    return _PARTS.get(kind)


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        return _class(module, name)


@cache
def _class(module: str, name: str) -> type:
    if (module, name) == ("datetime", "date"):
        return date
    if (module, name) in (("builtins", "dict"), ("builtins", "tuple")):
        return dict if name == "dict" else tuple
    found = getattr(import_module(module), name, None) if module.startswith(_ROOMS) else None
    if isinstance(found, type) and (is_dataclass(found) or issubclass(found, Enum)):
        return found
    raise Unreadable(f"{module}.{name} is no part of the model")
