"""Where the pandoc stands that the package `pypandoc_binary` brings."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

_FOLDERS = getattr(find_spec("pypandoc"), "submodule_search_locations", None) or ()
PANDOC = next(str(path) for folder in _FOLDERS for path in (Path(folder) / "files").iterdir() if path.stem == "pandoc")
