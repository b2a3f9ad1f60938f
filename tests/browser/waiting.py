"""Waiting for a page. Playwright's own `wait_for_function` asks again by a script of the page's, which our policy
refuses: it holds only for what is so at the first look."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page


def until(tab: Page, expression: str, argument: Any = None, seconds: float = 30) -> None:
    """Waits until this JavaScript says something true, asked from outside the page; `AssertionError` when too late."""
    ends = time.monotonic() + seconds
    while not tab.evaluate(expression, argument):
        assert time.monotonic() < ends, f"not so after {seconds} s: {expression}"
        tab.wait_for_timeout(20)
