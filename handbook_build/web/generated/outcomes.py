"""What the handbook teaches, as a matrix: each outcome, the sections that teach it, and the questions that ask it.

A section teaches an outcome when a question that asks the outcome is answered there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from handbook_build.citing.bibliography import Bibliography
from handbook_build.linking.addresses import page_address, target_address
from handbook_build.model.document import Document
from handbook_build.model.handbook import GENERATED, OUTCOMES, Handbook
from handbook_build.model.nodes import Element, Node, Nodes, Text, element
from handbook_build.model.teaching import Outcome, Question, taught_on
from handbook_build.web.anchors import question_anchor
from handbook_build.web.body import Renderer
from handbook_build.web.generated.page import DataFile, GeneratedPage

AS_TABLE = DataFile("data/outcomes.csv", "text/csv", "A table, as CSV")
FOR_A_SPREADSHEET = "The same as a table for a spreadsheet (CSV)"
SUMMARY = "For trainers: what a student can do after each page, where that is taught, and which question asks it."
COLUMNS = ("A student can", "Taught in", "Asked by")
ELSEWHERE = "Other pages"


def page(handbook: Handbook, bibliography: Bibliography, exports: Collection[str] = ()) -> GeneratedPage:
    renderer = Renderer(handbook, bibliography, OUTCOMES)
    groups = _groups(handbook)
    body = tuple(
        element(
            "section",
            *((element("h2", title, id=f"part-{at}"),) if len(groups) > 1 else ()),
            _matrix(pages, handbook, renderer),
            class_="sec",
        )
        for at, (title, pages) in enumerate(groups.items(), start=1)
    )
    if not body:
        nothing = (element("p", "No page says yet what a student can do after it."),)
        return GeneratedPage(OUTCOMES, GENERATED[OUTCOMES], SUMMARY, nothing)
    data = (AS_TABLE,) if AS_TABLE.address in exports else ()
    files = (element("a", FOR_A_SPREADSHEET, href=renderer.to(one.address), download="", type=one.type) for one in data)
    offered = tuple(element("p", one, class_="as-table small") for one in files)
    return GeneratedPage(OUTCOMES, GENERATED[OUTCOMES], SUMMARY, (*offered, *body), data)


def _groups(handbook: Handbook) -> Mapping[str, list[Document]]:
    """The pages with outcomes, by the part of the navigation that holds them; the others last."""
    groups: dict[str, list[Document]] = {}
    left = dict.fromkeys(handbook.outcomes)
    for entry in handbook.settings.navigation or ():
        for one in entry.pages():
            if one.target in left:
                del left[one.target]
                title = entry.title if entry.children else ELSEWHERE
                groups.setdefault(title, []).append(handbook.by_path[one.target])
    if left:
        groups.setdefault(ELSEWHERE, []).extend(handbook.by_path[path] for path in left)
    return dict(sorted(groups.items(), key=lambda group: group[0] == ELSEWHERE))


def _matrix(pages: list[Document], handbook: Handbook, renderer: Renderer) -> Element:
    head = element("thead", element("tr", *(element("th", words, scope="col") for words in COLUMNS)))
    return element("table", head, *(_rows(one, handbook, renderer) for one in pages), class_="matrix")


def _rows(document: Document, handbook: Handbook, renderer: Renderer) -> Element:
    address = renderer.to(page_address(document.path))
    number = (element("b", document.front.number, class_="num"), Text(" ")) if document.front.number else ()
    link = element("a", document.front.title, href=address)
    rows = [element("tr", element("th", *number, link, scope="rowgroup", colspan="3"))]
    rows += (_row(outcome, asking, address, handbook, renderer) for outcome, asking in taught_on(document))
    return element("tbody", *rows)


def _row(outcome: Outcome, asking: Sequence[Question], address: str, handbook: Handbook, renderer: Renderer) -> Element:
    sections = [element("a", one.label, href=renderer.to(target_address(one))) for one in handbook.taught_in(asking)]
    asked = [element("a", one.title, href=f"{address}#{question_anchor(one.number)}") for one in asking]
    cells = (element("td", outcome.text), *(_cell(*one) for one in zip(COLUMNS[1:], (sections, asked), strict=True)))
    return element("tr", *cells)


def _cell(column: str, links: list[Element]) -> Element:
    """Links one below the other. On a narrow screen the cells stand below each other, and the column is said again."""
    nodes: Nodes = tuple(_listed(links)) or (Text("no question yet"),)
    return element("td", *nodes, data_column=column)


def _listed(links: list[Element]) -> Iterator[Node]:
    if len(links) == 1:
        yield links[0]
    elif links:
        yield element("ul", *(element("li", link) for link in links), class_="plain")
