"""Files that hold others: the compressed forms beside a file, and ZIPs. What they hold has to be the same.

What comes out of them is never kept whole: a small file may claim to hold a very large one.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Collection, Iterator
from hashlib import sha256

import brotli

from handbook_build.faults import MachineFault
from handbook_build.model.passport import LARGEST, PASSPORT, Damaged, Older, is_address, read_passport
from handbook_build.verifying.folder import SiteFolder

# (address, what is wrong, what to do)
Fault = tuple[str, str, str]
FORMS = (".gz", ".br")
# So much of a form is opened at once: the most that a few bytes can become is still little.
_SIP = 256
# A folder of pages is smaller by far.
LARGEST_UNPACKED = 2_000_000_000
AWAY = "take it away"
REMAKE = "build the site again with --precompress, and copy it over whole"


class _Other(Exception):
    """What comes out is not what ought to."""


def is_form(address: str, files: Collection[str]) -> bool:
    """Whether this is a compressed form of one of the files, by its name."""
    return address.endswith(FORMS) and address[:-3] in files


def form_faults(site: SiteFolder, listed: Collection[str], as_made: Collection[str]) -> Iterator[Fault]:
    """Each compressed form that is not that of the file beside it, and each ZIP that is not whole. `listed` are the
    files that the site ought to have; those that are not `as_made` are told of already.
    """
    for address in site.sizes:
        if is_form(address, site.sizes):
            plain = address[:-3]
            if address not in listed:
                yield address, f"this stands beside {plain}, so servers send it in its place; no build made it", AWAY
            elif address in as_made and plain in as_made and not _opens_to(site, address, plain):
                yield address, f"what comes out of this is not {plain}, in whose place servers send it", REMAKE
        elif address.endswith(".zip") and address in as_made and (wrong := _wrong_zip(site, address)):
            yield address, wrong, "build the site again with --folder, and copy it over whole"


def _opens_to(site: SiteFolder, address: str, plain: str) -> bool:
    opened = sha256()
    left = site.sizes[plain]
    try:
        for piece in (_gunzipped if address.endswith(".gz") else _unbrotlied)(site.pieces(address)):
            left -= len(piece)
            if left < 0:
                return False
            opened.update(piece)
    except (_Other, zlib.error, brotli.error):
        return False
    return left == 0 and opened.hexdigest() == site.sha256(plain)


def _gunzipped(pieces: Iterator[bytes]) -> Iterator[bytes]:
    opening = zlib.decompressobj(zlib.MAX_WBITS | 16)
    for piece in pieces:
        while piece:
            yield opening.decompress(piece, 1 << 20)
            piece = opening.unconsumed_tail
            if opening.unused_data:
                raise _Other
    if not opening.eof:
        raise _Other


def _unbrotlied(pieces: Iterator[bytes]) -> Iterator[bytes]:
    opening = brotli.Decompressor()
    for piece in pieces:
        for at in range(0, len(piece), _SIP):
            yield opening.process(piece[at : at + _SIP])
    if not opening.is_finished():
        raise _Other


def _wrong_zip(site: SiteFolder, address: str) -> str:
    """What is wrong with a ZIP; nothing where each of its files is whole and the one that was put in."""
    try:
        with site.opened(address) as file, zipfile.ZipFile(file) as archive:
            return _wrong_in(archive)
    except OSError as error:
        raise MachineFault(f"{address} could not be read: {error.strerror}") from error
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError):
        return "this ZIP is damaged"


def _wrong_in(archive: zipfile.ZipFile) -> str:
    entries = archive.infolist()
    if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        return "this ZIP claims to hold more than any of ours"
    for entry in entries:
        if not is_address(entry.filename) or "\\" in entry.filename:
            return f"this ZIP holds a file that would not stay in its folder: {entry.filename[:80]!r}"
    names = {entry.filename.partition("/")[2]: _hash_of(archive, entry) for entry in entries}
    if PASSPORT not in names:
        return ""
    entry = next(one for one in entries if one.filename.partition("/")[2] == PASSPORT)
    try:
        said = read_passport(archive.read(entry) if entry.file_size < LARGEST else b"").files
    except (Damaged, Older):
        return "the passport in this ZIP is damaged"
    other = sorted(name for name in {*said, *names} - {PASSPORT} if said.get(name) != names.get(name))
    return f"{other[0]} in this ZIP is not the file that was put in" if other else ""


def _hash_of(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> str:
    total = sha256()
    with archive.open(entry) as file:
        while piece := file.read(1 << 20):
            total.update(piece)
    return total.hexdigest()
