"""What readers ask of their browser: colours of their own, no motion, a ring that can be seen."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageChops

from tests.browser.conftest import Serve
from tests.browser.kinds import KINDS, PAGE, SHEET, opened, tab_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

# One control of each look. The sheet's scale draws its ring around the number beside the hidden field.
CONTROLS = (
    (PAGE, ".mainnav a"),
    (PAGE, ".acts .btn:not(.help)"),
    (PAGE, ".acts .help"),
    (PAGE, ".toc a"),
    (PAGE, "nav.side a"),
    (PAGE, "a.cite-link"),
    (PAGE, ".answer summary"),
    (PAGE, ".foot li a"),
    (SHEET, ".ws textarea"),
    ("handouts/pack/", "input[type=search]"),
    ("handouts/pack/", ".pick-box input"),
    ("check-a-sheet/", ".code-field input"),
    ("a-to-z/", ".letters a"),
    ("a-to-z/", ".letter li a"),
    ("help-now/", ".number a"),
    ("", ".ask-field"),
)

MOVES = """() => [...document.querySelectorAll('*')].filter((node) => [null, '::before', '::after'].some((part) => {
  const style = getComputedStyle(node, part);
  const seconds = [style.transitionDuration, style.animationDuration].flatMap((all) => all.split(',').map(parseFloat));
  return seconds.some((one) => one > .01) || style.scrollBehavior === 'smooth';
})).map((node) => `${node.tagName}.${node.className}`).slice(0, 3)"""

# Controls that cannot be told from the page when a system's own colours take the place of ours.
EDGELESS = """() => [...document.querySelectorAll('button, .btn, input, textarea, select')].filter((node) => {
  if (!node.checkVisibility({visibilityProperty: true, opacityProperty: true})) return false;
  const style = getComputedStyle(node);
  const own = style.appearance !== 'none' && node.matches('[type=checkbox], [type=radio], select');
  const drawn = parseFloat(style.borderTopWidth) >= 1 && style.borderTopStyle !== 'none';
  return !own && !(drawn && style.borderTopColor !== style.backgroundColor) && !node.closest('.quote-tool');
}).map((node) => `${node.tagName}.${node.className} ${node.textContent.trim().slice(0, 20)}`).slice(0, 4)"""


@pytest.fixture(scope="module")
def address(built_site: Path, serve: Serve) -> str:
    """The built site."""
    return serve(built_site)


def luminance(colour: tuple[int, ...]) -> float:
    """Relative luminance as WCAG defines it."""
    parts = (one / 255 for one in colour[:3])
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ring(tab: Page, control: Locator) -> tuple[int, int]:
    """How many pixels change by 3 to 1 when a control gets the focus, and how many a ring of 2 pixels around it has."""
    control.scroll_into_view_if_needed()
    box = control.bounding_box()
    assert box is not None
    x, y = max(0, box["x"] - 9), max(0, box["y"] - 9)
    clip = {"x": x, "y": y, "width": box["x"] + box["width"] + 9 - x, "height": box["y"] + box["height"] + 9 - y}

    def taken() -> Image.Image:
        # the caret of a field comes and goes
        return Image.open(io.BytesIO(tab.screenshot(clip=clip, caret="hide", animations="disabled"))).convert("RGB")

    before = taken()
    tab.keyboard.press("Shift")  # the keyboard was used last, so the focus is shown
    control.focus()
    after = taken()
    changed = 0
    if ImageChops.difference(before, after).getbbox():
        for was, now in zip(before.getdata(), after.getdata(), strict=True):
            if was != now:
                dark, light = sorted((luminance(was), luminance(now)))
                changed += (light + 0.05) / (dark + 0.05) >= 3
    control.blur()
    return changed, round(4 * (box["width"] + box["height"]))


@pytest.mark.criterion("2.4.13", "1.4.11")
@pytest.mark.parametrize(
    "wishes", [{}, {"color_scheme": "dark"}, {"forced_colors": "active"}], ids=["light", "dark", "forced colours"]
)
def test_the_focus_changes_enough_pixels_to_be_seen(browser: Browser, address: str, wishes: dict[str, str]) -> None:
    """At least as many as a ring of two pixels has, each by 3 to 1 against what it was before."""
    with tab_of(browser, 1440, 900, reduced_motion="reduce", **wishes) as tab:
        faint, here = {}, None
        for kind, selector in CONTROLS:
            if kind != here:
                opened(tab, address + kind)
                here = kind
            changed, needed = ring(tab, tab.locator(f"{selector} >> visible=true").first)
            if changed < needed:
                faint[kind, selector] = (changed, needed)
        assert not faint, faint


def test_controls_keep_an_edge_and_marks_stay_in_the_colours_of_a_system(browser: Browser, address: str) -> None:
    with tab_of(browser, forced_colors="active") as tab:
        for kind in KINDS:
            opened(tab, address + kind)
            assert tab.evaluate(EDGELESS) == [], kind
        tab.goto(address + PAGE)
        ink = tab.evaluate("getComputedStyle(document.body).color")
        mark = tab.locator(".for .mark").first
        assert mark.is_visible()
        assert mark.evaluate("node => getComputedStyle(node).color") == ink


@pytest.mark.criterion("2.3.3")
def test_nothing_moves_for_who_asks_for_no_motion(browser: Browser, address: str) -> None:
    with tab_of(browser, reduced_motion="reduce") as tab:
        for kind in KINDS:
            opened(tab, address + kind)
            assert tab.evaluate(MOVES) == [], kind
