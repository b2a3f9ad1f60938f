"""`python -m bench.load [--seconds N] [--page ADDRESS]`: how many readers a small server holds, on loopback alone.

A real nginx with one worker serves one page of the handbook four ways, and `wrk` asks for it over 32 connections for
a few seconds each: as it lies there, compressed with gzip while the reader waits, and with the forms of gzip and of
Brotli that the build wrote. Needs Debian's nginx-light, libnginx-mod-http-brotli-static and wrk.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.cost import run
from bench.own import copy

BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
CONNECTIONS = 32
# Name, what nginx is told, what the browser can unpack.
WAYS = (
    ("as it lies there", "", ""),
    ("gzip while the reader waits", "gzip on; gzip_comp_level 6;", "gzip"),
    ("gzip, made by the build", "gzip_static on;", "gzip"),
    ("Brotli, made by the build", "brotli_static on;", "br"),
)
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass(frozen=True)
class Load:
    """Requests a second, the milliseconds that 99 of 100 answers stay below, and the bytes of one answer."""

    rate: float
    slowest: float
    size: int


@contextmanager
def served(site: Path, place: Path, told: str) -> Iterator[int]:
    """nginx over a folder; gives its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    kept = "".join(f"{name}_temp_path {place}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    user = "user root;" if os.geteuid() == 0 else ""
    (place / "nginx.conf").write_text(
        f"load_module {BROTLI}; {user} worker_processes 1; daemon off; pid {place}/pid;\n"
        f"error_log {place}/error.log crit; events {{ worker_connections 512; }}\n"
        f"http {{ access_log off; sendfile on; keepalive_requests 1000000; {kept}\n"
        f"types {{ text/html html; }} server {{ listen 127.0.0.1:{port}; root {site}; {told} }} }}\n",
        encoding="utf-8",
    )
    running = subprocess.Popen(["nginx", "-c", str(place / "nginx.conf"), "-p", str(place)], stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            with socket.socket() as asked:
                if asked.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield port
    finally:
        os.kill(running.pid, signal.SIGTERM)
        running.wait(timeout=10)


def loaded(url: str, accept: str, seconds: int) -> Load:
    """One run of wrk. Raises SystemExit when an answer was no page."""
    header = [f"-HAccept-Encoding: {accept}"] if accept else []
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", *header, url]
    said = subprocess.run(command, capture_output=True, text=True, check=True, timeout=seconds + 30).stdout
    if "Non-2xx" in said:
        raise SystemExit(said)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    slowest = re.search(r"99%\s+([\d.]+)(us|ms|s)", said)
    read = re.search(r"(\d+) requests in [\d.]+\w+, ([\d.]+)(KB|MB|GB) read", said)
    if not rate or not slowest or not read:
        raise SystemExit(said)
    size = float(read[2]) * {"KB": 1024, "MB": 1024**2, "GB": 1024**3}[read[3]] / int(read[1])
    return Load(float(rate[1]), float(slowest[1]) * UNITS[slowest[2]], round(size))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.load", description=__doc__)
    parser.add_argument("--seconds", type=int, default=8, help="how long each way is asked (default: 8)")
    parser.add_argument("--page", default="working-together/trust/", help="the page (default: working-together/trust/)")
    parser.add_argument("--site", type=Path, help="a site that is built with --precompress (default: builds one)")
    options = parser.parse_args()
    os.environ["PATH"] += ":/usr/sbin:/sbin"
    if missing := [name for name in ("nginx", "wrk") if not shutil.which(name)]:
        raise SystemExit(f"needs {' and '.join(missing)}: apt-get install nginx-light wrk")
    if not BROTLI.is_file():
        raise SystemExit("needs nginx's brotli: apt-get install libnginx-mod-http-brotli-static")
    with tempfile.TemporaryDirectory(prefix="handbook-bench-") as temporary:
        place, site = Path(temporary), options.site
        if site is None:
            (place / "handbook").mkdir()
            handbook = copy(place / "handbook")
            run([sys.executable, "-m", "handbook_build", "build", "--quiet", "--precompress"], handbook)
            site = handbook / "site"
        if not (site / options.page / "index.html.br").is_file():
            parser.error(f"{site / options.page} has no compressed forms: build the site with --precompress")
        found: list[tuple[str, Load]] = []
        for name, told, accept in WAYS:
            with served(site.resolve(), place, told) as port:
                found.append((name, loaded(f"http://127.0.0.1:{port}/{options.page}", accept, options.seconds)))
    base = found[0][1]
    print(f"{time.strftime('%Y-%m-%d')}, {options.page}, {CONNECTIONS} connections, {options.seconds} s each")
    print(f"{'':<30}{'bytes':>9}{'req/s':>9}{'ratio':>8}{'p99 ms':>9}{'ratio':>8}")
    for name, load in found:
        ratio, slow = load.rate / base.rate, load.slowest / base.slowest
        print(f"{name:<30}{load.size:>9}{load.rate:>9.0f}{ratio:>8.2f}{load.slowest:>9.1f}{slow:>8.1f}")


if __name__ == "__main__":
    main()
