"""Whether a handbook asks for anything that would run, before any of it does.

Our own templates are filled with data, and nothing of a handbook is executed. One with plugins, another theme or
templates of its own is handed to MkDocs, which runs all that.
"""

from __future__ import annotations

from pathlib import Path

from handbook_build.checks import Report, find_check
from handbook_build.content import read_settings
from handbook_build.model.source import Source
from handbook_build.parsing.running import asked_to_run
from handbook_build.parsing.settings import own_theme
from handbook_build.web.theme import own_folder, own_templates

CHECK = "untrusted-code"


def would_run(root: Path) -> tuple[Report, Source]:
    """What of the handbook at `root` would run, as findings, with the text in which they are.

    Raises NoHandbook when there is none.
    """
    source = read_settings(root)
    folder = own_folder(root, own_theme(source))
    own = [path.relative_to(root).as_posix() for path in own_templates([str(folder)] if folder else [])]
    check = find_check(CHECK)
    found = [check.diagnostic(finding) for finding in asked_to_run(source, own)] if check else []
    return Report(tuple(sorted(found, key=lambda one: one.sort_key))), source
