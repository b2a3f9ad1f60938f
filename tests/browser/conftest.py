"""What tests in a browser share: one browser for all of them, and sites served on this machine alone."""

from __future__ import annotations

import functools
import http.server
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.needing import need_program
from tests.tiny import Tiny

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

Serve = Callable[[Path], str]
Visit = Callable[..., "Page"]


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves under a policy that refuses inline scripts and styles, and says nothing."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", "default-src 'self'; img-src 'self' data:")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Says nothing."""


class Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Tells what went wrong, but for a browser that left before it had a page whole."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    server = Server(("127.0.0.1", 0), functools.partial(Handler, directory=folder))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join(timeout=10)


@pytest.fixture(scope="module")
def serve() -> Iterator[Serve]:
    """Serves a folder and gives its address."""
    with ExitStack() as running:
        yield lambda folder: running.enter_context(_served(folder))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = need_program("chromium", "install a browser (Debian: apt-get install chromium)")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as engine:
        running = engine.chromium.launch(executable_path=chromium, args=QUIET)
        yield running
        running.close()


@pytest.fixture
def visit(tmp_path: Path, browser: Browser, serve: Serve) -> Iterator[Visit]:
    """Builds a handbook and opens its page `words`, or another."""
    tabs: list[Page] = []

    def open_page(files: Mapping[str, str | bytes], address: str = "words/", width: int = 1280) -> Page:
        made = Tiny(tmp_path / "handbook")
        made.write(files)
        built = made.run("build")
        assert built.returncode == 0, built.stdout + built.stderr
        tabs.append(browser.new_page(viewport={"width": width, "height": 800}))
        tabs[-1].goto(f"{serve(made.root / 'site')}{address}")
        return tabs[-1]

    yield open_page
    for tab in tabs:
        tab.close()
