"""What a browser is told when saves and what takes long come at the same moment."""

from __future__ import annotations

import re
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from handbook_build.serving import server_of


class Author:
    """A reader whose readings begin when a file is saved, and end when the test says so."""

    def __init__(self, file: Path) -> None:
        self.saved, self.shown, self.begun, self.may_end = file, "", Event(), Event()

    def read(self) -> None:
        words = self.saved.read_text()
        self.begun.set()
        assert self.may_end.wait(20)
        self.may_end.clear()
        self.shown = words

    def file(self, address: str) -> bytes | None:
        return f"<body>{self.shown}</body>".encode() if address == "index.html" else None


class Preview:
    """A server at work, as a browser meets it."""

    def __init__(self, author: Author) -> None:
        self.author = author
        self.server: Any = server_of(author, "127.0.0.1", 0)
        self.server.watch(str(author.saved.parent))
        self.thread = Thread(target=self.server.serve, daemon=True)
        self.thread.start()

    def get(self, path: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.server.server_port}/{path}", timeout=20) as answer:
            return str(answer.read().decode())

    def page(self) -> tuple[str, int]:
        """The words of the page, and the epoch that its script asks from."""
        found = re.fullmatch(r'<body>(.*)<script .* data-epoch="(\d+)"></script></body>', self.get(""))
        assert found is not None
        return found[1], int(found[2])

    def newer_than(self, epoch: int) -> bool:
        """What the script of a page of this epoch hears; it waits until there is something newer."""
        return int(self.get(f"livereload/{epoch}/{epoch}")) > epoch


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    saved = tmp_path / "page.md"
    saved.write_text("Old words.")
    made = Preview(Author(saved))
    assert made.author.begun.wait(20)
    yield made
    made.author.may_end.set()
    made.server.shutdown()
    made.thread.join(20)


def read(preview: Preview) -> None:
    preview.author.begun.clear()
    preview.author.may_end.set()


def test_what_is_saved_during_the_first_reading_is_read_too(preview: Preview) -> None:
    preview.author.saved.write_text("New words.")
    read(preview)
    words, epoch = preview.page()
    assert words == "Old words."
    assert preview.author.begun.wait(20)
    read(preview)
    assert preview.newer_than(epoch)
    assert preview.page()[0] == "New words."


@pytest.mark.parametrize("meanwhile", ["nothing happens", "sheets are done"])
def test_a_page_asked_for_while_a_save_is_read_waits_for_it(meanwhile: str, preview: Preview) -> None:
    """A browser that came for a page before the save would hold it for the newest."""
    read(preview)
    assert preview.page()[0] == "Old words."
    preview.author.saved.write_text("New words.")
    assert preview.author.begun.wait(20)
    if meanwhile == "sheets are done":
        preview.server.reload()
    seen: list[str] = []
    asking = Thread(target=lambda: seen.append(preview.page()[0]))
    asking.start()
    asking.join(0.3)
    assert seen == []
    read(preview)
    asking.join(20)
    assert seen == ["New words."]


def test_a_browser_hears_of_a_save_that_is_read_while_sheets_are_done(preview: Preview) -> None:
    read(preview)
    _, epoch = preview.page()
    preview.author.saved.write_text("New words.")
    assert preview.author.begun.wait(20)
    preview.server.reload()
    read(preview)
    assert preview.newer_than(epoch)
    assert preview.page()[0] == "New words."


def test_sheets_that_are_done_when_nothing_is_read_bring_the_page_again(preview: Preview) -> None:
    read(preview)
    _, epoch = preview.page()
    preview.server.reload()
    assert preview.newer_than(epoch)
