"""The program pandoc: where it is, and one call of it."""

from __future__ import annotations

import os
import subprocess
import tempfile
from importlib.util import find_spec
from pathlib import Path

from handbook_build.cache import Cache, digest
from handbook_build.faults import MachineFault

TIME_LIMIT = 600
# Letters of works in a call that is worth more memory.
LARGE = 150_000


def program_mark() -> str:
    """What changes when another pandoc is installed. Raises MachineFault when none is."""
    return str(_program().stat().st_size)


def pandoc_version(cache: Cache) -> str:
    """Which version of pandoc is used: asked once, and kept. Raises MachineFault when none is installed."""
    key = digest("pandoc", program_mark())
    known = cache.read("pandoc", key)
    if known is None:
        try:
            result = subprocess.run([str(_program()), "--version"], capture_output=True, timeout=60, check=True)
        except (OSError, subprocess.SubprocessError) as error:
            raise MachineFault(f"pandoc could not be started: {error}") from error
        known = result.stdout.split(b"\n")[0].rpartition(b" ")[2].strip()
        cache.write("pandoc", key, known)
        cache.keep_only("pandoc", {key})
    return known.decode("ascii", "replace")


def _program() -> Path:
    """The pandoc that pypandoc_binary brings, found without starting it."""
    found = find_spec("pypandoc")
    for folder in found.submodule_search_locations or () if found else ():
        for name in ("pandoc", "pandoc.exe"):
            path = Path(folder) / "files" / name
            if path.is_file():
                return path
    raise MachineFault("pandoc is not installed; install the package pypandoc_binary")


def run(sheet: str, works: str, tree: str) -> bytes:
    """What pandoc answers to a style, works in CSL-JSON and citations in its own JSON. Raises MachineFault."""
    program = _program()
    with tempfile.TemporaryDirectory(prefix="handbook-cite-") as folder:
        csl, bibliography = Path(folder) / "style.csl", Path(folder) / "works.json"
        csl.write_text(sheet, encoding="utf-8")
        bibliography.write_text(works, encoding="utf-8")
        command = [str(program), "--from=json", "--to=json", "--citeproc", "--sandbox"]
        # In a sandbox pandoc reads only the files that are named to it.
        command += [f"--csl={csl}", f"--bibliography={bibliography}"]
        # A larger first generation spares the collector a fifth of the time, and costs some itself.
        command += ["+RTS", "-A64m" if len(works) > LARGE else "-A16m", "-RTS"]
        environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
        try:
            result = subprocess.run(
                command, input=tree.encode(), capture_output=True, timeout=TIME_LIMIT, env=environment, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise MachineFault(f"pandoc could not format the citations: {error}") from error
    if result.returncode:
        raise MachineFault(f"pandoc could not format the citations: {result.stderr.decode(errors='replace').strip()}")
    return result.stdout
