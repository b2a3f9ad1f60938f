"""The plugin in an ordinary MkDocs site: terms and works are there at once, and all else is as it was."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from handbook_build.parsing.settings import OPTIONS
from handbook_build.web.plugin import HandbookConfig
from tests.tiny import TODAY, MakeTiny, handbook

SITE = Path(__file__).parent / "ordinary"
README = (SITE.parent.parent / "README.md").read_text(encoding="utf-8")
# The lines that the README gives, without `- search`, which the site has.
PLUGIN = README.partition("## In a MkDocs site that you have")[2].partition("```yaml\nplugins:\n  - search\n")[2]
PLUGIN = PLUGIN.partition("```")[0]
TERM = re.compile(r'<a class="handbook-term"[^>]*>(.*?)</a>')
CITED = re.compile(r'<span class="handbook-citation">.*?</span>')
# As the pages write them.
WRITTEN = re.compile(
    r"\[see @rogers-1957, p\. 96; @bordin-1979\]|@rogers-1957 \[p\. 97\]|\[@bordin-1979\]|"
    r"(?<=on the bond )\[@rogers-1957\]"
)


def copied(folder: Path, settings: str = "", plugin: str = PLUGIN) -> Path:
    """A copy of the site, with further settings and the plugin."""
    shutil.copytree(SITE, folder)
    written = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    (folder / "mkdocs.yml").write_text(f"{settings}{written}{plugin}", encoding="utf-8")
    return folder


def mkdocs(root: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", *more],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, **TODAY, "NO_MKDOCS_2_WARNING": "1"},
    )


def built(root: Path, *more: str) -> Path:
    result = mkdocs(root, "--strict", *more)
    assert result.returncode == 0, result.stderr
    return root / "site"


def article(site: Path, address: str) -> str:
    found = re.search(r"<article.*?</article>", (site / address).read_text(encoding="utf-8"), re.DOTALL)
    assert found
    return found[0]


def files(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The site without the plugin, and with it."""
    folder = tmp_path_factory.mktemp("ordinary")
    return built(copied(folder / "without", plugin="")), built(copied(folder / "with"))


def test_all_else_stays_as_it_was(sites: tuple[Path, Path]) -> None:
    """Every file is the same but for terms, citations, our two lists, and what lists all pages."""
    before, after = map(files, sites)
    assert before.keys() - after.keys() == {"terms.yml", "references.json"}
    assert after.keys() - before.keys() == {"references/index.html"}
    indexes = {"sitemap.xml", "sitemap.xml.gz", "search/search_index.json"}
    touched = set()
    for address in before.keys() & after.keys() - indexes - {"glossary/index.html", "guide/asked/index.html"}:
        if before[address] != after[address]:
            touched.add(address)
            old = WRITTEN.sub("¤", before[address].decode())
            assert CITED.sub("¤", TERM.sub(r"\1", after[address].decode())) == old, address
    assert touched == {"index.html", "guide/index.html", "guide/first/index.html"}


def test_terms_lead_to_the_glossary_once_in_a_section(sites: tuple[Path, Path]) -> None:
    page = article(sites[1], "guide/first/index.html")
    links = re.findall(r'<a class="handbook-term" href="([^"]*)" title="([^"]*)">([^<]*)</a>', page)
    meaning = "A tie between two people, which a rupture strains."
    assert ("../../glossary/#term-bond", meaning, "bond") in links
    assert [(address.partition("#term-")[2], words) for address, _, words in links] == [
        ("bond", "bond"),
        ("working-alliance", "working alliance"),
        ("bond", "bond"),
        ("rupture", "rupture"),
        ("bond", "bond"),
        ("working-alliance", "working alliance"),
    ]


def test_nothing_is_linked_where_no_link_can_stand(sites: tuple[Path, Path]) -> None:
    page = article(sites[1], "guide/first/index.html")
    for kept in (
        '<p class="admonition-title">A bond is a bond</p>',
        '<label for="__tabbed_1_1">Bond</label>',
        "<code>[@rogers-1957]</code>",
        "<summary>Bond</summary>",
        "<kbd>bond</kbd>",
        '<a href="#own-id">bond</a>',
        '<a href="https://example.org">link to a bond</a>',
        '<a href="https://example.org">@labelled</a>',
        '<a href="https://example.org">@rogers-1957</a>',
        "@alice, [see @alice]",
        "<p>Raw bond [@rogers-1957]</p>",
    ):
        assert kept in page, kept


def test_citations_are_formatted_and_lead_to_the_references(sites: tuple[Path, Path]) -> None:
    page = article(sites[1], "guide/first/index.html")
    rogers, bordin = (f'<a href="../../references/#ref-{key}">' for key in ("rogers-1957", "bordin-1979"))
    assert f"(see {rogers}Rogers, 1957, p. 96</a>; {bordin}Bordin, 1979</a>)" in page
    assert f"Rogers ({rogers}1957, p. 97</a>)" in page
    assert "(<a" in article(sites[1], "guide/index.html"), "in what a snippet brings in"


def test_an_author_asks_for_a_term_and_refuses_one(sites: tuple[Path, Path]) -> None:
    page = article(sites[1], "guide/asked/index.html")
    assert re.search(r'#term-rupture"[^>]*>strain in it</a>, a <a class="handbook-term"[^>]*#term-task', page)
    assert '<span class="no-term">bond</span>, another task, and @rogers-1957.' in page


def test_the_glossary_stands_below_the_words_of_the_sites_own_page(sites: tuple[Path, Path]) -> None:
    page = article(sites[1], "glossary/index.html")
    assert page.index("What we mean.") < page.index('<h2 id="term-bond">Bond</h2>')
    assert 'which a <a href="#term-rupture">rupture</a> strains.' in page
    assert '<a href="../guide/first/#with-tabs">First steps with a bond: With tabs</a>' in page
    assert '<a href="../references/#ref-bordin-1979">Bordin, 1979</a>' in page
    whole = (sites[1] / "glossary/index.html").read_text(encoding="utf-8")
    assert '<a href="#term-bond" class="md-nav__link">' in whole, "in the contents of the page"


def test_the_references_have_each_work_that_is_cited_and_where(sites: tuple[Path, Path]) -> None:
    page = article(sites[1], "references/index.html")
    assert '<li id="ref-rogers-1957">Rogers, C. (1957). <em>On change</em>. A house.' in page
    assert '<a href="../guide/">' in page
    assert "never-cited" not in page


def test_search_finds_terms_and_works(sites: tuple[Path, Path]) -> None:
    index = json.loads((sites[1] / "search/search_index.json").read_text(encoding="utf-8"))
    text = {entry["location"]: entry["text"] for entry in index["docs"]}
    assert "A tie between two people" in text["glossary/#term-bond"]
    assert "Rogers" in text["references/"]


def test_it_builds_with_addresses_of_files_and_a_theme_of_mkdocs_own(tmp_path: Path) -> None:
    root = tmp_path / "files"
    copied(root, "use_directory_urls: false\n")
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
    settings = settings.replace("name: material\n  font: false\n  custom_dir: overrides", "name: readthedocs")
    settings = re.sub(r"  features:.*\n|  - tags\n|  - tags\.md\n", "", settings)
    (root / "docs/tags.md").unlink()
    (root / "mkdocs.yml").write_text(settings, encoding="utf-8")
    page = (built(root) / "guide/first.html").read_text(encoding="utf-8")
    assert 'href="../glossary.html#term-bond"' in page
    assert '<a href="../references.html#ref-bordin-1979">Bordin, 1979</a>' in page


def test_without_a_glossary_and_a_navigation_of_its_own_the_site_has_ours_in_it(tmp_path: Path) -> None:
    root = copied(tmp_path / "site")
    (root / "docs/glossary.md").unlink()
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(re.sub(r"nav:\n(?:  .*\n)+", "", settings), encoding="utf-8")
    site = built(root)
    assert '<h1 id="glossary">Glossary' in article(site, "glossary/index.html")
    assert ">\n    Glossary\n" in re.sub(
        r"\n\s*\n", "\n", re.sub(r"(?m)^\s+(?=Glossary)", "    ", (site / "index.html").read_text(encoding="utf-8"))
    )


def test_a_slip_is_named_with_its_place_and_fails_a_strict_build(tmp_path: Path) -> None:
    root = copied(tmp_path / "site")
    page = root / "docs/guide/first.md"
    page.write_text(page.read_text(encoding="utf-8").replace("; @bordin-1979]", "; @bordn-1979]"), encoding="utf-8")
    result = mkdocs(root, "--strict")
    assert result.returncode == 1
    assert "docs/guide/first.md:7:45: HB301 no work has the key `bordn-1979`" in result.stderr
    assert "did you mean `bordin-1979`?" in result.stderr
    assert mkdocs(root).returncode == 0, "and only a strict one"


def test_a_site_without_data_is_told_so(tmp_path: Path) -> None:
    root = copied(tmp_path / "site")
    (root / "docs/terms.yml").unlink()
    (root / "docs/references.json").unlink()
    result = mkdocs(root)
    assert result.returncode == 0
    assert "docs/ has no terms.yml and no references.json" in result.stderr
    assert not (root / "site/references").exists()


def test_the_plugin_alone_says_in_one_sentence_what_is_wanted(tmp_path: Path) -> None:
    root = copied(tmp_path / "site", plugin="  - handbook\n")
    result = mkdocs(root)
    assert result.returncode == 1
    assert "write `pages: ordinary` below `- handbook:`" in result.stderr
    assert "Traceback" not in result.stderr


def test_handbook_checks_the_data_of_such_a_site_and_leaves_its_pages_to_mkdocs(tmp_path: Path) -> None:
    root = copied(tmp_path / "site")
    checked = handbook("check", "--root", str(root))
    assert checked.returncode == 0, checked.stdout
    for command in (["build", "--trust"], ["release", "1", "--yes"]):
        refused = handbook(*command, "--root", str(root))
        assert refused.returncode == 2
        assert "run `mkdocs build`" in refused.stderr
    assert not (root / "docs/editions").exists()
    terms = root / "docs/terms.yml"
    terms.write_text(terms.read_text(encoding="utf-8").replace("preferred: task", "prefered: task"), encoding="utf-8")
    checked = handbook("check", "--format", "concise", "--root", str(root))
    assert checked.returncode == 1
    assert "unknown-key" in checked.stdout


def test_mkdocs_knows_every_option_that_the_tool_knows() -> None:
    known = {name.replace("_", "-") for name, _ in HandbookConfig._schema}
    assert known == {option.name for option in OPTIONS}


def test_a_citation_style_is_taken_by_mkdocs_too(tmp_path: Path) -> None:
    root = copied(tmp_path / "site", plugin=PLUGIN.replace("apa ", "vancouver "))
    assert '<a href="../references/#ref-bordin-1979">' in article(built(root), "guide/index.html")


def test_a_handbook_with_a_page_of_its_own_kind_is_no_ordinary_site(tiny: MakeTiny) -> None:
    made = tiny({"mkdocs.yml": "site_name: Tiny\ndocs_dir: content\nplugins: [handbook]\n"})
    assert mkdocs(made.root).returncode == 0
