"""The Nu validator reads the pages and drawings of built sites, and has no word against any.

Of the small pages of editions and citations it reads some of each kind; all of them with `HANDBOOK_EVERY_PAGE=1`.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.browser.judging.judges import EVERY_PAGE, pages_of, validate
from tests.tiny import Tiny

# Advice that does not apply, each with its reason.
NOT_MEANT = (
    "Section lacks heading",  # what stands before the first heading of a page belongs to the page's own heading
    "Article lacks heading",  # a sheet on its page: the page's own heading is its name
    "appears to be written in English but",  # a page of the tool in a handbook of another language: `main` says so
    # Among files nothing is of the page's own host, and JSON-LD is data: the browser's own verdict is in test_private.
    "violates Content Security Policy",
)


def faults(site: Path) -> list[str]:
    """All that is said of a site, but for advice that does not apply."""
    pages = pages_of(site, of_each_small_kind=0 if os.environ.get(EVERY_PAGE) else 15)
    # Its checker of style sheets does not know the nesting and properties of today.
    said = validate([*pages, *site.rglob("*.svg")], "--also-check-svg")
    return [one for one in said if not any(words in one for words in NOT_MEANT)]


def test_the_validator_would_find_a_fault(tmp_path: Path) -> None:
    """Otherwise the silence of the others would say nothing."""
    page = tmp_path / "site" / "index.html"
    page.parent.mkdir()
    page.write_text("<!doctype html><html lang=en><title>Nested</title><p><a href=x>one <a href=y>two</a></a></p>")
    assert any(
        "Start tag “a” seen but an element of the same type was already open" in one for one in faults(page.parent)
    )


def test_our_own_handbook_is_valid(released_site: Path) -> None:
    """With all of its small pages, frozen pages of editions and codes of sheets."""
    assert faults(released_site) == []


@pytest.mark.parametrize("name", ["clinic", "three-editions", "unusual"])
def test_a_foreign_handbook_is_valid(name: str, tmp_path: Path) -> None:
    made = Tiny(tmp_path / name)
    shutil.copytree(Path(__file__).parents[2] / "handbooks" / name, made.root)
    done = made.run("build")
    assert (made.root / "site").is_dir(), done.stdout + done.stderr
    assert faults(made.root / "site") == []
