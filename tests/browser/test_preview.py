"""`handbook serve` in a browser: a page that was saved comes by itself, under the policy that all our pages have."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.tiny import TODAY, MakeTiny, Tiny, handout, page

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SETTINGS = "# allow public-address: tests are published nowhere\nsite_name: Tiny\ntheme: {name: material}\n"
FILES = {
    "mkdocs.yml": SETTINGS,
    "content/index.md": page("start", "## First part {#first-part}\n\nOld words."),
    "content/handouts/H1.md": handout("H1", "first-part"),
}


@contextmanager
def served(made: Tiny) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The address of a preview, while it runs."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "handbook_build", "serve", "--port", str(port), "--root", str(made.root)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, env={**os.environ, **TODAY}) as process:
        try:
            end = time.monotonic() + 30
            while time.monotonic() < end and process.poll() is None:
                with socket.socket() as knocking:
                    if knocking.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port}/", process
        finally:
            process.kill()


@pytest.mark.parametrize("engine", ["", "strict: false\n"], ids=["our templates", "MkDocs"])
def test_a_saved_page_comes_by_itself(engine: str, tiny: MakeTiny, browser: Browser) -> None:
    made = tiny({**FILES, "mkdocs.yml": SETTINGS + engine})
    with served(made) as (address, _):
        tab = browser.new_page()
        said: list[str] = []
        tab.on("console", lambda message: said.append(message.text))
        tab.on("pageerror", lambda error: said.append(str(error)))
        tab.goto(address)
        assert "Old words." in tab.inner_text("main")
        made.write({"content/index.md": page("start", "## First part {#first-part}\n\nNew words.")})
        tab.get_by_text("New words.").first.wait_for(timeout=20_000)
        assert said == []
        tab.close()


def test_what_no_page_waits_for_is_there_when_it_is_asked_for(tiny: MakeTiny, browser: Browser) -> None:
    with served(tiny(FILES)) as (address, _):
        tab = browser.new_page()
        for path, status, kind in (
            ("handouts/H1/H1.a4.pdf", 200, "application/pdf"),
            ("search/index.js", 200, "text/javascript"),
            ("s/first-part/", 200, "text/html"),
            ("data/terms.csv", 200, "text/csv"),
            ("index.md", 200, "text/markdown"),
            ("nowhere/", 404, "text/html"),
            ("%2e%2e/mkdocs.yml", 404, "text/html"),
        ):
            answer = tab.request.get(address + path)
            assert (path, answer.status) == (path, status)
            assert answer.headers["content-type"].startswith(kind)
            assert answer.body() != b""
        assert tab.request.get(f"{address}glossary").url == f"{address}glossary/"
        tab.close()


@pytest.mark.skipif(os.name != "posix", reason="signals of Unix")
def test_a_preview_that_is_told_to_end_leaves_nothing(tiny: MakeTiny) -> None:
    there = set(Path(tempfile.gettempdir()).glob("handbook-serve-*"))
    with served(tiny(FILES)) as (_, process):
        assert set(Path(tempfile.gettempdir()).glob("handbook-serve-*")) - there
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)
    assert set(Path(tempfile.gettempdir()).glob("handbook-serve-*")) <= there
