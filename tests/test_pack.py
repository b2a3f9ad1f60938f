"""The page to make a pack and the scripts of its sheets, as the build writes them."""

from __future__ import annotations

import json
import re

from lxml import html

from handbook_build.model.nodes import element
from handbook_build.web.html import to_html
from handbook_build.web.whole_sheet import apart
from tests.tiny import MakeTiny, handout

SCRIPT = re.compile(r'\(window\.handbookSheets \?\?= \{\}\)\["(\w+)"\] = (".*");\n')


def test_each_sheet_is_a_script_that_says_its_html_and_nothing_else(tiny: MakeTiny) -> None:
    nasty = "## To remember\n\nWords </script> \u2028 `x` ${y} [a page](#start) and [here](#H01).\n"
    made = tiny({"content/handouts/H01.md": handout("H01", "start", nasty)})
    built = made.run("build")
    assert built.returncode == 0, built.stdout + built.stderr
    found = SCRIPT.fullmatch((made.root / "site/handouts/H01/H01.sheet.js").read_text(encoding="ascii"))
    assert found
    sheet = html.fromstring(json.loads(found[2]))
    assert (found[1], sheet.tag, sheet.get("class")) == ("H01", "article", "sheet flow")
    assert "${y}" in sheet.text_content()
    assert not sheet.xpath("//script | //*[@style] | //@onclick")
    # links hold on the page of the pack
    assert [one for one in sheet.xpath("//p//a/@href") if "words" not in one][:2] == ["../../", "../H01/"]


def test_the_sheet_in_a_pack_is_that_of_its_page(tiny: MakeTiny) -> None:
    made = tiny({"content/handouts/H01.md": handout("H01", "start", "## To remember\n\n/// lines | Mine\n///\n")})
    built = made.run("build")
    assert built.returncode == 0, built.stdout + built.stderr
    found = SCRIPT.fullmatch((made.root / "site/handouts/H01/H01.sheet.js").read_text(encoding="ascii"))
    assert found
    (page,) = html.fromstring(made.site("handouts/H01")).xpath("//article[contains(@class, 'sheet')]")
    words = ["".join(one.text_content().split()) for one in (page, html.fromstring(json.loads(found[2])))]
    assert words[0] == words[1]
    assert "Mine" in words[0]


def test_without_a_handout_there_is_no_pack(tiny: MakeTiny) -> None:
    made = tiny({})
    built = made.run("build")
    assert built.returncode == 0, built.stdout + built.stderr
    assert not (made.root / "site/handouts/pack").exists()
    assert "Make a pack" not in made.site("handouts")
    assert "Make a pack" not in made.site("privacy")


def test_ids_are_set_apart_with_all_that_leads_to_them() -> None:
    use = element("use", href="#mark")
    nodes = (
        element("h2", "Words", id="words"),
        element("p", element("a", "up", href="#words"), element("a", "out", href="../#words"), use),
        element("label", "Name", for_="field-1"),
        element("input", id="field-1", aria_describedby="words hint"),
    )
    assert to_html(apart(nodes, "H01-")) == (
        '<h2 id="H01-words">Words</h2>'
        '<p><a href="#H01-words">up</a><a href="../#words">out</a><use href="#mark"></use></p>'
        '<label for="H01-field-1">Name</label>'
        '<input id="H01-field-1" aria-describedby="H01-words H01-hint">'
    )
