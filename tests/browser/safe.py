"""A handbook with a page that somebody may have to leave at once, and numbers to ring in two countries."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from tests.browser.kinds import tab_of
from tests.tiny import BASE, SETTINGS, handout, page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# Where leaving leads; the browser is answered by the test, so no other host is asked.
PLAIN = "https://plain.example/weather"
THEME = f"{SETTINGS}theme:\n  name: material\nplugins:\n  - search\n  - handbook:\n      exit-url: {PLAIN}\n"
TERMS = """terms:
  - id: barrier
    preferred: barrier
    definition: Anything that makes it harder for two people to work well together.
    source: handbook
"""
GB = """
  - {country: United Kingdom, code: GB, service: Emergency services, kind: emergency, number: "999", source: A, \
checked: 2026-11-22}
  - {country: United Kingdom, code: GB, service: Samaritans, kind: listening, number: "116 123", source: A, \
checked: 2026-11-22}"""
IE = """
  - {country: Ireland, code: IE, service: Shout, kind: listening, number: "50808", by: text, source: A, \
checked: 2026-11-22}
  - {country: Ireland, code: IE, service: Emergency services, kind: emergency, number: "112", source: A, \
checked: 2026-11-22}"""
HELP = f"checked: 2026-11-22\nservices:{GB}{IE}\n"
LONG = "\n\n".join(f"Paragraph {number}, with [a link to calm](#calm), goes on for a while." for number in range(40))
FILES: dict[str, str | bytes] = {
    **BASE,
    "mkdocs.yml": THEME,
    "content/terms.yml": TERMS,
    "content/help.yml": HELP,
    "content/calm.md": page("calm", "Nothing here. See [the page about harm](#harm)."),
    "content/harm.md": page("harm", f"A barrier.\n\n## What to do {{#to-do}}\n\n{LONG}", more="exit: true\n"),
    "content/help-now.md": page("help-now", "/// helplines\n///\n").replace("kind: concept", "kind: help"),
    "content/handouts/H01.md": handout("H01", "harm", "## Words\n\n/// lines | My words\n///").replace(
        "section: harm\n", "section: harm\nexit: true\n"
    ),
}


@contextmanager
def reader(browser: Browser, width: int = 1280, height: int = 800, **wishes: Any) -> Iterator[Page]:
    """A tab in a profile of its own; the plain site is answered here."""
    with tab_of(browser, width, height, **wishes) as tab:
        answer = {"body": "<title>Weather</title>Rain later.", "content_type": "text/html"}
        tab.context.route(PLAIN, lambda route: route.fulfill(**answer))
        tab.set_default_timeout(10_000)
        yield tab
