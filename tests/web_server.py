"""A real nginx with the configuration that we give to others, on free ports of this machine."""

from __future__ import annotations

import os
import signal
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from pathlib import Path

from tests.needing import need, need_program

PROJECT = Path(__file__).parent.parent
MODULES = Path("/usr/lib/nginx/modules")
NAME = "handbook.example"


@dataclass(frozen=True)
class Answer:
    """What a server said, with the bytes as they were sent."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Server:
    """Where it listens, and the folder in which it would write."""

    plain: int
    secure: int
    place: Path

    def get(self, address: str, accept: str = "", *, secure: bool = True) -> Answer:
        """One request, which follows nothing. `accept` is what the browser can unpack."""
        trusted = ssl.create_default_context(cafile=str(self.place / "certificate.pem"))
        connection = (
            HTTPSConnection("localhost", self.secure, timeout=10, context=trusted)
            if secure
            else HTTPConnection("localhost", self.plain, timeout=10)
        )
        connection.request("GET", address, headers={"Accept-Encoding": accept} if accept else {})
        answer: HTTPResponse = connection.getresponse()
        headers = {name.lower(): value for name, value in answer.getheaders()}
        result = Answer(answer.status, headers, answer.read())
        connection.close()
        return result

    def protocol(self) -> str | None:
        """What it would rather speak."""
        asked = ssl.create_default_context(cafile=str(self.place / "certificate.pem"))
        asked.set_alpn_protocols(["h2", "http/1.1"])
        plain = socket.create_connection(("localhost", self.secure), 10)
        with plain, asked.wrap_socket(plain, server_hostname="localhost") as safe:
            return safe.selected_alpn_protocol()


def _free() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _certificate(place: Path) -> None:
    program = need_program("openssl", "Debian: apt-get install openssl")
    made = (f"-keyout {place}/key.pem -out {place}/certificate.pem -days 2 -nodes -subj /CN=localhost").split()
    command = [program, "req", "-x509", "-newkey", "rsa:2048", "-addext", "subjectAltName=DNS:localhost", *made]
    subprocess.run(command, check=True, capture_output=True)


def adapted(text: str, site: Path, place: Path, plain: int, secure: int) -> str:
    """Our configuration with what its head tells everybody to change, and with free ports; nothing else differs."""
    changes = {
        "    listen [::]:80;\n": "",
        "    listen [::]:443 ssl http2;\n": "",
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "listen 443 ssl http2;": f"listen 127.0.0.1:{secure} ssl http2;",
        "/srv/handbook/site": str(site),
        "/etc/letsencrypt/live/handbook.example/fullchain.pem": f"{place}/certificate.pem",
        "/etc/letsencrypt/live/handbook.example/privkey.pem": f"{place}/key.pem",
        "/var/log/nginx/handbook.error.log": f"{place}/error.log",
    }
    for ours, here in changes.items():
        assert ours in text, f"publishing/nginx.conf no longer says {ours!r}"
        text = text.replace(ours, here)
    return text


@contextmanager
def nginx_serving(site: Path, place: Path) -> Iterator[Server]:
    """A site under `publishing/nginx.conf`, in nginx as Debian sets it up."""
    program = need_program("nginx", "Debian: apt-get install nginx-light")
    brotli = MODULES / "ngx_http_brotli_static_module.so"
    need(brotli.is_file(), "nginx's brotli", "Debian: apt-get install libnginx-mod-http-brotli-static")
    place.mkdir(parents=True, exist_ok=True)
    _certificate(place)
    server = Server(_free(), _free(), place)
    ours = (PROJECT / "publishing/nginx.conf").read_text(encoding="utf-8")
    (place / "handbook").write_text(adapted(ours, site, place, server.plain, server.secure), encoding="utf-8")
    kept = "".join(f"{name}_temp_path {place}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    (place / "nginx.conf").write_text(
        f"""load_module {brotli};
{"user root;" if os.geteuid() == 0 else ""} worker_processes 1; daemon off; pid {place}/pid;
error_log {place}/error.log crit;
events {{}}
http {{ sendfile on; access_log {place}/access.log; gzip on; default_type application/octet-stream;
  include /etc/nginx/mime.types; {kept} include {place}/handbook; }}
""",
        encoding="utf-8",
    )
    command = [program, "-c", str(place / "nginx.conf"), "-p", str(place), "-e", str(place / "start.log")]
    tried = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert tried.returncode == 0, tried.stderr
    assert "[warn]" not in tried.stderr, tried.stderr
    running = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            with socket.socket() as asked:
                if asked.connect_ex(("127.0.0.1", server.secure)) == 0:
                    break
            time.sleep(0.05)
        yield server
    finally:
        os.kill(running.pid, signal.SIGTERM)
        running.wait(timeout=10)
