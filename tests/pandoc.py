"""Where the pandoc stands that the package `pypandoc_binary` brings."""

from __future__ import annotations

from pathlib import Path

import pypandoc

PANDOC = str(next(path for path in (Path(pypandoc.__file__).parent / "files").iterdir() if path.stem == "pandoc"))
