"""Lighthouse, as on a telephone, gives full marks for accessibility, best practices and findability.

Its timed marks are not asked for.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.browser.conftest import QUIET, Serve
from tests.browser.judging.judges import module
from tests.needing import need_program

CATEGORIES = ("accessibility", "best-practices", "seo")
PAGES = {
    "home": "",
    "concept": "core-conditions/empathy/",
    "handout": "handouts/H06/",
    "help": "help-now/",
    "glossary": "glossary/",
}
# Our own server on this machine alone, without TLS, stands in for a host.
NOT_OURS = ("is-on-https", "redirects-http", "has-hsts", "canonical")


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_has_full_marks(kind: str, released_site: Path, serve: Serve, tmp_path: Path) -> None:
    node = need_program("node", "install Node 18.20 or newer (Debian: apt-get install nodejs npm)")
    chromium = need_program("chromium", "install a browser (Debian: apt-get install chromium)")
    report = tmp_path / "report.json"
    command = [
        node,
        str(module("lighthouse", "cli/index.js")),
        f"{serve(released_site)}{PAGES[kind]}",
        f"--only-categories={','.join(CATEGORIES)}",
        f"--skip-audits={','.join(NOT_OURS)}",
        f"--chrome-flags={' '.join(('--headless=new', *QUIET))}",
        "--output=json",
        f"--output-path={report}",
        "--quiet",
        "--no-enable-error-reporting",
    ]
    environment = {**os.environ, "CHROME_PATH": chromium}
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, env=environment, check=False)
    assert report.is_file(), done.stderr[-2000:]
    said = json.loads(report.read_bytes())
    marks = {name: category["score"] for name, category in said["categories"].items()}
    faults = [
        f"{one['id']}: {one['title']}"
        for one in said["audits"].values()
        if one.get("score") is not None and one["score"] < 1 and one["scoreDisplayMode"] == "binary"
    ]
    assert marks == dict.fromkeys(CATEGORIES, 1), faults
