"""Every text file of a site beside itself once more, compressed: `page.html.gz` and `page.html.br`.

A server that finds them sends them as they are; one that compresses while the reader waits answers a twentieth of the
requests (bench/README.md). What is compressed already (PDF, PNG, WOFF2, EPUB, DOCX) is left alone.

The files are made of those in the staging folder, which is put in place whole, so none can be older than the file
beside it. The same contents make the same bytes: gzip's head (RFC 1952) says neither time nor system.
"""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli

from handbook_build.cache import Cache, digest
from handbook_build.editions.archive import PERMANENT
from handbook_build.progress import Progress
from handbook_build.staging import Stage

# What is text, by the end of its name.
TEXTS = frozenset(
    ".atom .bib .cff .css .csv .html .ics .js .json .jsonld .md .mjs .ris .rss .svg .ttl .txt .vtt .webmanifest "
    ".xhtml .xml .yaml .yml".split()
)
# A shorter file goes in one packet either way.
LEAST = 1024
# Brotli's finest, and one that takes a fortieth of the time for files a tenth longer: for the thousands of frozen
# pages and citations, each of which few people ever ask for.
FINEST, QUICK = 11, 5
_GZIP_HEAD = b"\x1f\x8b\x08\0\0\0\0\0\x02\xff"


def compress_site(stage: Stage, cache: Cache, progress: Progress) -> int:
    """Writes both forms of each text file of a kilobyte or more; gives how many files were written.

    Nothing is compressed twice: the forms are kept under the hash of the contents, those of this site alone.
    Raises MachineFault when the disk refuses.
    """
    addresses = [address for address in stage.addresses() if Path(address).suffix.lower() in TEXTS]
    kept: dict[str, set[str]] = {"gzip": set(), "brotli": set()}
    written = 0
    # Both libraries let other threads run while they work.
    with ThreadPoolExecutor(os.cpu_count() or 1) as crew:
        work = crew.map(lambda address: list(_forms(address, stage.read(address), cache)), addresses)
        for done, (address, forms) in enumerate(zip(addresses, work, strict=True), 1):
            progress.step(done, len(addresses), "Compressing file")
            for kind, key, ending, data in forms:
                stage.write(address + ending, data)
                kept[kind].add(key)
                written += 1
    for kind, keys in kept.items():
        cache.keep_only(kind, keys)
    return written


def _forms(address: str, data: bytes, cache: Cache) -> Iterator[tuple[str, str, str, bytes]]:
    """(kind, key in the cache, ending of the name, bytes) of each form of a file; none where it is short, or where
    it would come out longer.
    """
    if len(data) < LEAST:
        return
    quality = QUICK if address.startswith(PERMANENT) else FINEST
    versions = {"gzip": zlib.ZLIB_RUNTIME_VERSION, "brotli": f"{brotli.__version__} {quality}"}
    for kind, ending in (("gzip", ".gz"), ("brotli", ".br")):
        key = digest(versions[kind], data)
        made = cache.read(kind, key)
        if made is None:
            made = gzipped(data) if kind == "gzip" else brotli.compress(data, mode=brotli.MODE_TEXT, quality=quality)
            cache.write(kind, key, made)
        if len(made) < len(data):
            yield kind, key, ending, made


def gzipped(data: bytes) -> bytes:
    """The finest that zlib does, in a head that is the same at any time and on any system."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    tail = struct.pack("<II", zlib.crc32(data), len(data) & 0xFFFFFFFF)
    return _GZIP_HEAD + deflate.compress(data) + deflate.flush() + tail
