"""`python -m bench.paint [--runs N] [--site SITE]`: when a phone on a slow connection shows a page, and what moves.

Chromium with nothing kept, at a round trip of 150 ms, 1.6 Mbit/s and a processor four times slower, over a server on
this machine that sends Brotli as the build makes it: the median of a few runs of the largest contentful paint, in
milliseconds, and the sum of layout shifts. Wants a quiet machine: a busy one is slow by itself.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from bench.cost import run
from bench.own import copy
from tests.browser.host import hosted

PAGES = ("", "the-frame/", "working-together/trust/", "help-now/", "handouts/H12/", "handouts/", "glossary/")
# As Lighthouse's "slow 4G": bits become bytes a second.
NETWORK = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
PROBE = """window.painted = 0; window.moved = 0;
new PerformanceObserver((list) => { for (const one of list.getEntries()) window.painted = one.startTime; })
  .observe({ type: "largest-contentful-paint", buffered: true });
new PerformanceObserver((list) => { for (const one of list.getEntries()) window.moved += one.value; })
  .observe({ type: "layout-shift", buffered: true });"""


def main() -> None:
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(prog="python -m bench.paint", description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="how often each page is opened (default: 5)")
    parser.add_argument("--site", type=Path, help="a built site (default: builds one)")
    parser.add_argument("--browser", default="/usr/bin/chromium", help="Chromium (default: Debian's)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="handbook-bench-") as temporary, sync_playwright() as engine:
        site = options.site
        if site is None:
            handbook = Path(temporary) / "handbook"
            handbook.mkdir()
            copy(handbook)
            run([sys.executable, "-m", "handbook_build", "build", "--quiet"], handbook)
            site = handbook / "site"
        browser = engine.chromium.launch(executable_path=options.browser, args=["--no-sandbox"])
        print(f"{time.strftime('%Y-%m-%d')}, median of {options.runs}, load {os.getloadavg()[0]:.1f}")
        print(f"{'':<32}{'LCP ms':>8}{'least':>8}{'most':>8}{'shift':>8}")
        with hosted(site) as host:
            for address in PAGES:
                paints, shifts = [], []
                for number in range(options.runs + 1):
                    context = browser.new_context(viewport={"width": 390, "height": 844}, bypass_csp=True)
                    tab = context.new_page()
                    tab.add_init_script(PROBE)
                    wire = context.new_cdp_session(tab)
                    wire.send("Network.enable")
                    wire.send("Network.emulateNetworkConditions", NETWORK)
                    wire.send("Emulation.setCPUThrottlingRate", {"rate": 4})
                    tab.goto(f"{host.url}{address}", wait_until="networkidle")
                    tab.wait_for_function("window.painted > 0")
                    if number:  # The first round has the server compress.
                        paints.append(float(tab.evaluate("window.painted")))
                        shifts.append(float(tab.evaluate("window.moved")))
                    context.close()
                middle = statistics.median(paints)
                print(f"{address or 'home':<32}{middle:>8.0f}{min(paints):>8.0f}{max(paints):>8.0f}{max(shifts):>8.4f}")
        browser.close()


if __name__ == "__main__":
    main()
