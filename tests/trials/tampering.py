"""Whatever is changed in a finished site is found: `handbook verify` after one change at a time.

The site of three editions, with its sheets, the folder and the compressed forms, is changed as transfers, hosts and
people change sites: a bit in a file of each kind, a file cut short, taken away, added, swapped with another, a link in
place of a file, a passport that is damaged. Each time the command has to name the file, and to end with 1 where readers
would see something else, without a word too many; of the site as it was made it has nothing to say.
"""

from __future__ import annotations

import gzip
import json
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.tiny import Tiny, handbook
from tests.trials import Figure

HANDBOOKS = Path(__file__).parent.parent / "handbooks"
SEED = 23_11_2026
KINDS = ".html .pdf .docx .txt .json .csv .css .js .svg .png .xml .bib .ris .cff .gz .br .zip .ttl .md .woff2".split()


@dataclass(frozen=True)
class Change:
    """One change: what it is, the address that has to be named and by which code, and how it is made."""

    what: str
    address: str
    code: str
    make: Callable[[Path], None]


def figures(long: bool) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory(prefix="tampering-") as folder:
        made = Tiny(Path(folder) / "handbook")
        shutil.copytree(HANDBOOKS / "three-editions", made.root)
        built = made.run("build", "--folder", "--precompress")
        assert built.returncode == 0, built.stdout + built.stderr
        site = made.root / "site"
        changes = list(_changes(site, random.Random(SEED), each=10 if long else 1))
        wrong = [f"{change.what}: {said}" for change in changes if (said := _missed(site, change))]
        found = f"{len(changes) - len(wrong)} of {len(changes)}{f': {wrong}' if wrong else ''}"
        yield Figure("changes of a finished site that `handbook verify` finds and names", found, "all", not wrong)
        after = _verified(site)
        yield Figure("findings in the site as it was made", f"{len(after)}", "0", not after)


def _changes(site: Path, chance: random.Random, each: int) -> Iterator[Change]:
    files = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    files.remove("build.json")
    for kind in KINDS:
        of_kind = [name for name in files if name.endswith(kind)]
        for name in chance.sample(of_kind, min(each, len(of_kind))):
            at = chance.randrange((site / name).stat().st_size)
            yield Change(f"a bit of {name}", name, "HB440", lambda path, at=at: _flipped(path, at))
    for _ in range(each):
        name = chance.choice([one for one in files if one.endswith(".pdf")])
        yield Change(f"{name} cut short", name, "HB440", _cut)
        name = chance.choice(files)
        yield Change(f"{name} taken away", name, "HB441", Path.unlink)
        name = chance.choice([one for one in files if one.endswith(".html")])
        yield Change(f"a link of {name}", name, "HB440", _link_changed)
        yield Change(f"one byte more in {name}", name, "HB440", _longer)
        one, other = chance.sample([name for name in files if name.endswith("index.html")], 2)
        yield Change(f"{one} in place of {other}", other, "HB440", lambda path, one=one: _copied(site / one, path))
        name = chance.choice([one for one in files if one.endswith("index.html")])
        yield Change(f"a link in place of {name}", name, "HB440", lambda path: _linked(path, site.parent / "elsewhere"))
        yield Change(f"nothing in {name}", name, "HB440", _emptied)
    added = f"trust-{chance.randrange(1000)}.html"
    yield Change("a page more", added, "HB442", _longer)
    yield Change("a folder more", "wp-admin/", "HB442", _folder_made)
    plain = next(name for name in files if name.endswith(".html") and f"{name}.gz" not in files)
    yield Change(f"a compressed form of {plain}", f"{plain}.gz", "HB443", _compressed)
    for what, change in PASSPORTS.items():
        yield Change(f"a passport {what}", "build.json", "HB444", lambda path, change=change: _said(path, change))


def _flipped(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def _longer(path: Path) -> None:
    path.write_bytes((path.read_bytes() if path.exists() else b"<p>") + b"\n")


def _emptied(path: Path) -> None:
    path.write_bytes(b"")


def _link_changed(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b'href="../', b'href="https://elsewhere.example/', 1) + b" ")


def _copied(one: Path, other: Path) -> None:
    other.write_bytes(one.read_bytes())


def _linked(path: Path, elsewhere: Path) -> None:
    """To the very same bytes, outside of the site."""
    path.replace(elsewhere)
    path.symlink_to(elsewhere)


def _folder_made(path: Path) -> None:
    path.mkdir()
    (path / "index.php").write_bytes(b"<?php")


def _compressed(path: Path) -> None:
    path.write_bytes(gzip.compress(b"other words"))


def _said(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    said = json.loads(path.read_bytes())
    change(said)
    path.write_text(json.dumps(said), encoding="utf-8")


PASSPORTS: dict[str, Callable[[dict[str, Any]], object]] = {
    "that counts another number of pages": lambda said: said["counts"].update(pages=3),
    "that counts another number of words": lambda said: said["counts"].update(words=3),
    "with a path out of the site": lambda said: said["files"].update({"../x": "0" * 64}),
    "without a hash": lambda said: said["files"].update({"index.html": ""}),
    "with another seal of an edition": lambda said: said["editions"].update({"2026.1": "0"}),
}


def _missed(site: Path, change: Change) -> str:
    """What is wrong with what the command says after a change, which is taken back; nothing when it is right."""
    path = site / change.address
    before = path.read_bytes() if path.is_file() else None
    change.make(path)
    found = _verified(site)
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
    if before is not None:
        path.write_bytes(before)
    named = {(one["code"], one["path"]) for one in found}
    if named != {(change.code, change.address)}:
        return f"it says {sorted(named)[:4]}"
    return ""


def _verified(site: Path) -> list[dict[str, str]]:
    result = handbook("verify", str(site), "--format", "json", "--root", str(site.parent))
    found: list[dict[str, str]] = json.loads(result.stdout or "[]")["diagnostics"]
    severe = any(one["severity"] == "error" for one in found)
    assert result.returncode == int(severe), result.stdout + result.stderr
    return found
