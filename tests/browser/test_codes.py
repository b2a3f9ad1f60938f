"""The square code on a handout's page as a browser prints it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Serve
from tests.conftest import code_addresses
from tests.printing.reading import read_square

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def test_the_square_of_every_page_is_read_from_its_print(browser: Browser, serve: Serve, released_site: Path) -> None:
    """In colour at 200 dots to an inch, and from a grey copy at 150."""
    pikepdf = pytest.importorskip("pikepdf")
    base, tab = serve(released_site), browser.new_page()
    for name, address in code_addresses(released_site).items():
        tab.goto(f"{base}handouts/{name}/")
        pdf = tab.pdf(format="A4")
        with pikepdf.open(BytesIO(pdf)) as printed:
            pages = len(printed.pages)
        # It stands at the end of the sheet, below which there may be one more page with nothing but the foot.
        in_grey = {page: read_square(pdf, 150, page) for page in range(max(1, pages - 1), pages + 1)}
        (page,) = (page for page, found in in_grey.items() if found)
        assert in_grey[page] == read_square(pdf, 200, page, colour=True) == [address], name
    tab.close()
