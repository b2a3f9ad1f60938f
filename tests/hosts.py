"""Hosts of a site, for tests: what `_headers` says of an address, and a real nginx with a few directives."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.needing import need_program

Rules = dict[str, dict[str, str]]


def rules_of(text: str) -> Rules:
    """`_headers` as Netlify and Cloudflare Pages document it: an address with `*` at its end, and below it, indented,
    one header a line. Raises AssertionError for what they would not take.
    """
    rules: Rules = {}
    address = ""
    for line in text.splitlines():
        assert len(line) <= 2_000, "Cloudflare takes 2,000 characters a line"
        if not line.strip() or line.startswith("#"):
            continue
        if not line.startswith(" "):
            address = line
            assert re.fullmatch(r"/[^*\s]*\*?", address), address
            rules[address] = {}
            continue
        name, colon, value = line.strip().partition(": ")
        assert colon, line
        assert address, line
        rules[address][name] = value
    assert len(rules) <= 100, "Cloudflare takes 100 rules"
    return rules


def headers_for(rules: Rules, address: str) -> dict[str, str]:
    """The headers of an address that begins with a slash; a header that two rules say has both values."""
    found: dict[str, str] = {}
    for pattern, sent in rules.items():
        if address == pattern or (pattern.endswith("*") and address.startswith(pattern[:-1])):
            for name, value in sent.items():
                found[name] = f"{found[name]}, {value}" if name in found else value
    return found


@contextmanager
def nginx(folder: Path, place: Path, directives: str) -> Iterator[str]:
    """A real nginx that serves a folder with these directives in its `server` block: the address that it has."""
    program = need_program("nginx", "Debian: apt-get install nginx-light")
    place.mkdir(parents=True, exist_ok=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    temporary = " ".join(
        f"{kind}_temp_path {place}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (place / "nginx.conf").write_text(
        f"""{"user root;" if os.geteuid() == 0 else ""} daemon off; pid {place}/pid; error_log {place}/error.log;
events {{}}
http {{ access_log off; types {{ text/html html; text/css css; text/javascript js; }} {temporary}
  server {{ listen 127.0.0.1:{port}; root {folder}; {directives} }} }}
"""
    )
    server = subprocess.Popen([program, "-c", str(place / "nginx.conf"), "-p", str(place)], stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            with socket.socket() as asked:
                if asked.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}/"
    finally:
        os.kill(server.pid, signal.SIGTERM)
        server.wait(timeout=10)
