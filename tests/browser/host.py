"""A host as readers meet it, on this machine alone: it sends compressed forms, says what may be kept, and counts."""

from __future__ import annotations

import functools
import hashlib
import http.server
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import brotli

from handbook_build.compressing import FINEST, LEAST, TEXTS, gzipped


@functools.cache
def packed(data: bytes, form: str) -> bytes:
    """The bytes that a build writes beside a file."""
    return gzipped(data) if form == "gzip" else brotli.compress(data, mode=brotli.MODE_TEXT, quality=FINEST)


@dataclass
class Host:
    """Where it answers, in which form it may compress, and what it was asked for: (address, bytes of the body)."""

    url: str
    forms: tuple[str, ...]
    sent: list[tuple[str, int]] = field(default_factory=list)

    def taken(self) -> list[tuple[str, int]]:
        """What was sent since this was last asked."""
        found = list(self.sent)
        self.sent.clear()
        return found


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    host: Host

    def do_GET(self) -> None:
        asked = self.path.split("?")[0].split("#")[0]
        path = Path(self.translate_path(asked))
        path = path / "index.html" if path.is_dir() else path
        found = path.is_file()
        body = path.read_bytes() if found else b""
        tag = f'"{hashlib.sha256(body).hexdigest()}"'
        if found and self.headers.get("If-None-Match") == tag:
            self.answer(304, b"", {"ETag": tag})
            return
        said = {"ETag": tag, "Content-Type": self.guess_type(str(path))}
        lasting = re.match(r"/assets/[0-9a-f]{16}/", asked)
        said["Cache-Control"] = "max-age=31536000, immutable" if lasting else "no-cache"
        accepted = self.headers.get("Accept-Encoding", "")
        form = next((one for one in self.host.forms if one in accepted), "")
        if form and path.suffix in TEXTS and len(body) >= LEAST:
            body, said["Content-Encoding"] = packed(body, form), form
        self.answer(200 if found else 404, body, said)

    def answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.host.sent.append((self.path, len(body)))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Says nothing."""


@contextmanager
def hosted(folder: Path, forms: tuple[str, ...] = ("br", "gzip")) -> Iterator[Host]:
    """A folder served; each form is tried in this order where the browser takes it."""
    host = Host("", forms)
    handler = type("Handler", (_Handler,), {"host": host})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=folder))
    host.url = f"http://127.0.0.1:{server.server_port}/"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield host
    finally:
        server.shutdown()
        thread.join(timeout=10)
