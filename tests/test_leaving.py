"""Which pages can be left at once, where that leads, and what a handbook says about it."""

from __future__ import annotations

import re

import pytest

from tests.tiny import SETTINGS, MakeTiny, page

HARM = page("harm", more="exit: true\n")


def test_a_handbook_without_such_a_page_says_nothing_of_leaving(tiny: MakeTiny) -> None:
    made = tiny({"content/calm.md": page("calm", more="exit: false\n")})
    assert made.run("build").returncode == 0
    assert not (made.root / "site/leaving").exists()
    for html in (made.site(), made.site("calm")):
        assert "leaving/" not in html
        assert "Leave this page" not in html


def test_leaving_leads_to_a_plain_page_unless_the_handbook_names_another(tiny: MakeTiny) -> None:
    made = tiny({"content/harm.md": HARM})
    assert made.run("build").returncode == 0
    found = set(re.findall(r'data-leave href="([^"]+)"', made.site("harm")))
    assert found == {"https://www.bbc.co.uk/weather"}
    assert "opens another site, www.bbc.co.uk." in made.site("leaving")


@pytest.mark.parametrize("address", ["http://plain.example/", "plain.example", "https://", "javascript:alert(1)"])
def test_leaving_never_leads_over_an_open_line_or_to_a_program(tiny: MakeTiny, address: str) -> None:
    options = f"plugins:\n  - handbook:\n      exit-url: {address}\n"
    assert ("mkdocs.yml:5:17", "wrong-value") in tiny({"mkdocs.yml": SETTINGS + options}).findings()


def test_a_slip_in_the_key_is_found(tiny: MakeTiny) -> None:
    """A page that was meant to have the button, and has none, would be worse than none that was meant to."""
    findings = tiny({"content/harm.md": page("harm", more="exit: sometimes\n")}).findings()
    assert ("harm.md:7:7", "wrong-value") in findings


def test_the_account_of_leaving_names_what_the_handbook_itself_can_keep(tiny: MakeTiny) -> None:
    """And the lines for people whom somebody is hurting, where `help.yml` has some."""
    help_yml = (
        "checked: 2026-11-22\nservices:\n"
        "  - {country: Ireland, code: IE, service: Line, kind: abuse, number: '1800 1', source: A,"
        " checked: 2026-11-22}\n"
    )
    made = tiny({"content/harm.md": HARM, "content/help.yml": help_yml})
    assert made.run("build").returncode == 0
    assert '<a href="tel:18001">1800 1</a>' in made.site("leaving")
    assert ("A copy for offline" in made.site("leaving")) == (made.root / "site/offline").exists()


def test_whoever_wants_to_talk_is_led_to_help_where_no_number_can_be_named(tiny: MakeTiny) -> None:
    """The country that is named first has services on the web alone."""
    service = "{country: Ireland, code: IE, service: A chat, kind: listening, contact: chat.example, source: A,"
    made = tiny(
        {
            "content/harm.md": HARM,
            "content/help.yml": f"checked: 2026-11-22\nservices:\n  - {service} checked: 2026-11-22}}\n",
            "content/help-now.md": page("help-now").replace("kind: concept", "kind: help"),
        }
    )
    assert made.run("build").returncode == 0
    talking = made.site("leaving").partition('id="talking-it-through"')[2].partition("</section>")[0]
    assert '<a href="../help-now/">Help now</a>' in talking
