"""What stands around the text of a page for its reader: what it gives, how long it takes, what to do next, its dates,
and how to report a mistake.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from handbook_build.prose.minutes import ReadingTime, reading_time
from handbook_build.web.reporting import report_of
from tests.tiny import MakeTiny, handout, page

LINES = "you-will:\n  - see how an hour ends\n  - find words for what is left\n"


def front(lines: list[str]) -> dict[str, str | bytes]:
    listed = "".join(f"  - {line}\n" for line in lines)
    return {"content/page.md": page("page", more=f"you-will:\n{listed}")}


def test_a_page_says_below_its_summary_what_it_gives(tiny: MakeTiny) -> None:
    made = tiny({"content/page.md": page("page", more=LINES), "content/plain.md": page("plain")})
    assert made.findings() == []
    assert made.run("build").returncode == 0
    said = made.site("page")
    assert said.index('class="lead"') < said.index("On this page you will") < said.index('class="body')
    assert re.findall(r"<li>(see|find) ", said) == ["see", "find"]
    assert "On this page you will" not in made.site("plain")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["see how an hour ends"], "has 1 lines; 2 to 4 are wanted"),
        (["one", "two", "three", "four", "five"], "has 5 lines; 2 to 4 are wanted"),
        (["see how an hour ends.", "find words"], "has a full stop at the end of `see how an hour ends.`"),
        (["find words", " ".join(["word"] * 13)], "has 13 words in"),
    ],
    ids=["too-few", "too-many", "full-stop", "too-long"],
)
def test_a_line_that_is_not_short_is_a_finding(lines: list[str], said: str, tiny: MakeTiny) -> None:
    found = [one for one in tiny(front(lines)).report().diagnostics if one.name == "wrong-value"]
    assert len(found) == 1
    assert said in found[0].message


def test_a_new_page_offers_the_lines(tiny: MakeTiny) -> None:
    made = tiny({})
    assert made.run("new", "page", "A late hour").returncode == 0
    assert made.load().by_path["a-late-hour.md"].front.you_will
    assert [name for _, name in made.findings() if name == "wrong-value"] == []


def test_the_reading_time_is_that_of_what_each_reader_is_shown(tiny: MakeTiny) -> None:
    words = " ".join(["word"] * 400)
    body = f"{words}\n\n/// client\n{words}\n///\n\n/// discuss\n{words} {words} {words}\n///\n"
    made = tiny({"content/page.md": page("page", body), "content/plain.md": page("plain", words)})
    pages = made.load().by_path
    time = reading_time(pages["page.md"])
    assert time == ReadingTime(4, (("client", 4), ("counsellor", 2), ("trainer", 2)))
    assert reading_time(pages["plain.md"]) == ReadingTime(2), "no passage there is for one reader alone"


def steps(html: str) -> list[tuple[str, str]]:
    """Titles and reasons below "Read next"."""
    listed = html.partition('id="read-next"')[2].partition("</ul>")[0]
    found = re.findall(r'<span class="step"><span>(.*?)</span>(?: <small>(.*?)</small>)?', listed)
    return [(title, why) for title, why in found]


def test_a_page_for_clients_leads_first_to_something_to_do(tiny: MakeTiny) -> None:
    made = tiny(
        {
            "content/one/first.md": page("first", more="related: [second, third]\n"),
            "content/one/second.md": page("second", "## A part {#a-part}\n\nWords.", more="related: [first]\n"),
            "content/two/third.md": page("third")
            .replace("[client]", "[counsellor, client]")
            .replace("kind:", "related: [second]\nkind:"),
            "content/handouts/H01.md": handout("H01", "a-part"),
            "content/handouts/H02.md": handout("H02", "third"),
        }
    )
    assert made.run("build").returncode == 0
    second = ("Second", "In this part")
    assert steps(made.site("one/first")) == [
        ("A sheet", "Handout to print, from Second"),
        second,
        ("Third", "Part of Two"),
    ]
    assert steps(made.site("one/second")) == [("A sheet", "Handout to print"), ("First", "In this part")]
    assert steps(made.site("two/third")) == [("Second", "Part of One"), ("A sheet", "Handout to print")]


def test_a_check_that_is_overdue_is_said_with_the_day_of_the_build(tiny: MakeTiny) -> None:
    dates = "authors: [The editors]\nreviewed: 2025-11-22\nnext-review: 2026-05-22\n"
    made = tiny({"content/page.md": page("page", more=dates)})
    assert made.run("build").returncode == 0
    assert "It was due on 22 May 2026 and had not been done on 22 November 2026" in made.site("page")
    later = made.site("page").replace("Next check due", "")
    assert later == made.site("page"), "nothing says that the check is still to come"


def settings(contact: str) -> dict[str, str | bytes]:
    return {
        "mkdocs.yml": "# allow public-address: tests are published nowhere\nsite_name: Tiny\nsite_url: https://a.example/\n"
        f"plugins:\n  - search\n  - handbook: {{contact: '{contact}'}}\n",
        "content/page.md": page("page", "## An hour {#an-hour}\n\nWords."),
    }


@pytest.mark.parametrize(
    ("contact", "title", "text"),
    [
        ("desk@clinic.internal", "subject", "body"),
        ("https://github.com/clinic/handbook/issues/new", "title", "body"),
        ("https://codeberg.org/clinic/handbook/issues/new?labels=3", "title", "body"),
        ("https://gitlab.com/a/clinic/handbook/-/issues/new", "issue[title]", "issue[description]"),
    ],
    ids=["mail", "github", "codeberg", "gitlab"],
)
def test_a_report_says_which_page_it_is_about(contact: str, title: str, text: str, tiny: MakeTiny) -> None:
    handbook = tiny(settings(contact)).load()
    report = report_of(handbook, handbook.by_path["page.md"], "s/page/", "3")
    assert report.url.removeprefix("mailto:").startswith(contact)
    said = parse_qs(urlsplit(report.url).query)
    assert said[title] == ["Tiny: Page"]
    assert said[text][0].splitlines()[-3:] == ["Page: Page", "Address: https://a.example/s/page/", "Edition: 3"]
    assert "[" not in report.url, "brackets are not allowed there"
    assert "Section: {section}\r\nAddress: {address}" in unquote(report.section_url)


@pytest.mark.parametrize("contact", ["https://clinic.example/form?a=1", "https://github.com/clinic/handbook/issues"])
def test_any_other_form_is_left_as_it_is(contact: str, tiny: MakeTiny) -> None:
    handbook = tiny(settings(contact)).load()
    report = report_of(handbook, handbook.by_path["page.md"], "s/page/", "3")
    assert (report.url, report.section_url) == (contact, "")


def test_without_a_contact_nothing_offers_a_report(tiny: MakeTiny) -> None:
    made = tiny({"content/page.md": page("page", "## An hour {#an-hour}\n\nWords.")})
    assert made.run("build").returncode == 0
    assert "Report a problem" not in made.site("page")
    assert "data-report" not in made.site("page")
