"""Look up the code of a printed sheet. The answers stand in the page, so it works without a network."""

from __future__ import annotations

from collections.abc import Collection

from handbook_build.citing.bibliography import Bibliography
from handbook_build.editions.codes import code_address
from handbook_build.editions.recall import Recall, recalls
from handbook_build.linking.addresses import page_address, relative
from handbook_build.model.handbook import CHANGES_FEED, CHECK_A_SHEET, GENERATED, Handbook
from handbook_build.model.nodes import Element, Node, Nodes, element
from handbook_build.web.framed.recall import advice, verdict
from handbook_build.web.generated.page import GeneratedPage

SUMMARY = "A printed sheet has a code in its corner. It tells whether the sheet is still right."
HEADS = ("Code", "Sheet", "What to do")


def page(handbook: Handbook, bibliography: Bibliography, exports: Collection[str] = ()) -> GeneratedPage:
    """The codes lead to their pages where those are written, which is not so under MkDocs alone."""
    found = list(recalls(handbook))
    framed = CHANGES_FEED in exports
    none = element("p", "No sheet bears a code yet.")
    body = (_form(), _answer(), *_table(found, framed=framed)) if found else (none,)
    return GeneratedPage(CHECK_A_SHEET, GENERATED[CHECK_A_SHEET], SUMMARY, body)


def _form() -> Node:
    """Hidden until the script is there to answer. It is sent nowhere."""
    hint = "Six letters and digits, such as KQ7-4MD. Capitals and hyphens do not matter."
    field = Element(
        "input",
        tuple(
            {
                "id": "sheet-code",
                "type": "text",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "maxlength": "40",
                "enterkeyhint": "search",
                "aria-describedby": "sheet-code-hint",
            }.items()
        ),
    )
    return element(
        "form",
        element("label", "The code on your sheet", for_="sheet-code"),
        element("div", field, element("button", "Check", class_="btn main"), class_="code-field"),
        element("p", hint, id="sheet-code-hint", class_="small"),
        class_="code-form",
        hidden="",
    )


def _answer() -> Node:
    return element("div", class_="code-answer", role="status", tabindex="-1")


def _table(found: list[Recall], *, framed: bool) -> Nodes:
    """Every code with its answer: what the script looks up, and what is read without it."""
    head = element("tr", *(element("th", words, scope="col") for words in HEADS))
    rows = (_row(recall, framed=framed) for recall in found)
    table = element("table", element("thead", head), element("tbody", *rows), class_="codes")
    return (element("details", element("summary", "All codes"), table, class_="all-codes", open=""),)


def _row(recall: Recall, *, framed: bool) -> Node:
    address = relative(code_address(recall.code), page_address(CHECK_A_SHEET))
    then = recall.fate.then
    said = element("td", element("b", f"{verdict(recall)}."), f" {advice(recall)}")
    sheet = f"{then.id} {then.title}, edition {recall.edition.name}"
    return element(
        "tr",
        element("td", element("a", recall.code, href=address) if framed else element("b", recall.code)),
        element("td", sheet),
        said,
        class_=recall.status.name.lower(),
    )
