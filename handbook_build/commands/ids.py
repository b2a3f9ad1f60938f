"""`handbook ids`."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from handbook_build.commands import CLEAN, Commands, root

if TYPE_CHECKING:
    from handbook_build.authoring.edits import Change
    from handbook_build.model.handbook import Handbook

# What can become of an id, in words for the help, and how many ids stand for it then.
RECORDS = {
    "moved": ("it stands on another page, or its page at another address", None),
    "renamed": ("the same words have another id", "?"),
    "merged": ("it is part of another part", "?"),
    "split": ("several parts stand for it", "*"),
    "withdrawn": ("it is said no more", None),
    "restored": ("it is said again, after it was withdrawn", None),
    "rewritten": ("it is about the same matter, in words that are all new", None),
}


def add(commands: Commands) -> None:
    about = "what became of ids since the last edition: lists what is to be recorded, and records it"
    ids = commands.add("ids", about, _list)
    kinds = Commands(ids, "what", "WHAT", required=False)
    for name, (meaning, into) in RECORDS.items():
        kind = kinds.add(name, f"record that {meaning}", _record)
        kind.add_argument("id", metavar="ID", help="the id that an edition has")
        if into:
            kind.add_argument("into", metavar="INTO", nargs=into, help="what stands for it now")
        kind.add_argument("--reason", required=True, metavar="TEXT", help="why, in words for readers")
    undo = kinds.add("undo", "take a record back that no edition has filed yet", _undo)
    undo.add_argument("id", metavar="ID", help="the id of the record")
    show = kinds.add("show", "tell the whole life of an id, over all editions", _show)
    show.add_argument("id", metavar="ID", help="an id that is there, or was")
    reorder = kinds.add("reorder", "put an edition that was released on a branch behind another one", _reorder)
    reorder.add_argument("edition", metavar="EDITION", help="the later one: 2026.3")
    reorder.add_argument("--after", required=True, metavar="EDITION", help="the one that it is to follow: 2026.2")
    adopt = kinds.add("adopt", "keep an edition that another branch released under a name that is taken", _adopt)
    adopt.add_argument("file", metavar="FILE", help="the file as it was released there; - reads it from a pipe")
    adopt.add_argument("--as", dest="name", required=True, metavar="EDITION", help="the name that it gets here: 2026.3")


def _handbook(options: argparse.Namespace) -> Handbook:
    from handbook_build.assembly import load

    return load(root(options), os.environ)


def _list(options: argparse.Namespace) -> int:
    from handbook_build.authoring import identifiers

    sys.stdout.write(identifiers.listing(_handbook(options)))
    return CLEAN


def _record(options: argparse.Namespace) -> int:
    from handbook_build.authoring import identifiers
    from handbook_build.model.edition import Became

    into = getattr(options, "into", None) or ()
    names = (into,) if isinstance(into, str) else tuple(into)
    folder, became = root(options), Became(options.what)
    handbook = _handbook(options)
    if rest := identifiers.filed_away(folder, handbook):
        identifiers.write(folder, rest)
        handbook = _handbook(options)
    change = identifiers.record(folder, handbook, options.id, became, names, options.reason)
    return _write(options, change)


def _undo(options: argparse.Namespace) -> int:
    from handbook_build.authoring import identifiers

    return _write(options, identifiers.undo(root(options), _handbook(options), options.id))


def _show(options: argparse.Namespace) -> int:
    from handbook_build.authoring import identifiers

    sys.stdout.write(identifiers.life(_handbook(options), options.id))
    return CLEAN


def _reorder(options: argparse.Namespace) -> int:
    from handbook_build.authoring import identifiers

    change = identifiers.reorder(root(options), _handbook(options), options.edition, options.after)
    if change is None:
        sys.stderr.write(f"Edition {options.edition} follows {options.after} already.\n")
        return CLEAN
    return _write(options, change)


def _adopt(options: argparse.Namespace) -> int:
    from handbook_build.authoring import adopting, edits, identifiers
    from handbook_build.commands.console import handed

    folder = root(options)
    change = adopting.adopt(_handbook(options), handed(options.file)[1], options.name)
    edits.create(folder, change)
    sys.stderr.write(f"Written: {change.path}\n")
    sys.stdout.write(identifiers.listing(_handbook(options)))
    return CLEAN


def _write(options: argparse.Namespace, change: Change) -> int:
    """Shows what changes, and writes it: a record can be taken back."""
    from handbook_build.authoring import edits, identifiers

    identifiers.write(root(options), change)
    sys.stdout.write(edits.difference([change]))
    sys.stdout.flush()
    sys.stderr.write(f"Written: {change.path}\n" if change.before != change.after else "It says so already.\n")
    return CLEAN
