"""Opens pages in Chromium, as a reader would, beside a host that must hear nothing."""

from __future__ import annotations

import http.server
import os
import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.trials import Figure


@contextmanager
def listening() -> Iterator[tuple[str, list[str]]]:
    """Another host, which notes whatever it is asked for."""
    heard: list[str] = []

    class Far(http.server.BaseHTTPRequestHandler):
        def parse_request(self) -> bool:
            heard.append(str(self.raw_requestline))
            return False

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Says nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Far)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", heard
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=10)


# What a reader's hand does to everything that an author wrote.
TOUCHED = """() => {
  for (const one of document.querySelectorAll("main *")) {
    for (const kind of ["mouseover", "pointerenter", "focus", "click", "error", "load", "toggle", "animationstart"]) {
      if (kind === "click" && one.closest("a, button, summary")) continue;
      one.dispatchEvent(new Event(kind, { bubbles: true }));
    }
  }
  const led = [...document.querySelectorAll("a[href], area[href]")].map((one) => one.protocol || one.href.animVal);
  return [window.leaked || 0, led.filter((one) => one && !/^(https?|mailto|tel|sms):/.test(one))];
}"""


def browsed(site: Path, far: str, heard: list[str]) -> Iterator[Figure]:
    chromium = shutil.which("chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        chromium = None
    if chromium is None:
        yield Figure("hostile shapes in a browser", "not tried: there is no chromium", "tried", "CI" not in os.environ)
        return
    from tests.browser.conftest import QUIET, _served

    pages = [path.relative_to(site).parent.as_posix() for path in sorted(site.glob("x*/index.html"))]
    pages += ["handouts/h01", "index.html"]
    run: list[str] = []
    led: list[str] = []
    said: list[str] = []
    with _served(site) as address, sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=chromium, args=QUIET)
        for guarded in (False, True):
            # Without the policy of our pages, whatever is left would run; with it, it would be told as refused.
            context = browser.new_context(bypass_csp=not guarded)
            # What has nothing to do with the shapes takes its time.
            context.route(re.compile(r"\.(?:woff2|css|png)$"), lambda route: route.fulfill(status=200, body=""))
            tab = context.new_page()
            tab.on("console", lambda one: said.append(one.text) if one.type == "error" else None)
            tab.on("pageerror", lambda one: said.append(str(one)))
            for name in pages if not guarded else pages[:: max(1, len(pages) // 40)]:
                tab.goto(f"{address}{name}{'/' if '.' not in name else ''}", wait_until="load")
                leaked, strange = tab.evaluate(TOUCHED)
                run += [name] * bool(leaked)
                led += [f"{name}: {one}" for one in strange]
            context.close()
        browser.close()
    # A picture that is named and not there is the author's own matter.
    said = [one for one in said if "404" not in one]
    what = f"in Chromium, {len(pages)} pages with and without our policy:"
    yield Figure(f"{what} programs that ran", ", ".join(run[:5]) or "none", "none", not run)
    yield Figure(f"{what} links into programs", ", ".join(led[:5]) or "none", "none", not led)
    yield Figure(f"{what} what another host heard", ", ".join(heard[:5]) or "nothing", "nothing", not heard)
    yield Figure(f"{what} errors of the console", "; ".join(said[:3])[:200] or "none", "none", not said)
