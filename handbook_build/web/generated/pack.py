"""Several sheets as one document, put together by a script on the reader's own device.

Every sheet stands here with its files, so that the page serves without the script as well.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from handbook_build.blocks import audience
from handbook_build.citing.bibliography import Bibliography
from handbook_build.linking.addresses import page_address
from handbook_build.model.document import Document
from handbook_build.model.form import PRINTED, Form
from handbook_build.model.handbook import GENERATED, PACK, Handbook
from handbook_build.model.nodes import Element, Node, Nodes, Text, element
from handbook_build.web.body import Renderer
from handbook_build.web.generated.page import GeneratedPage
from handbook_build.web.sheets import (
    pictures_on_request,
    preview_address,
    preview_picture,
    script_address,
    sheet_address,
)

SUMMARY = (
    "Choose sheets, put them in order, add your practice's name and a note, and print or save them as one document."
)
WITHOUT = (
    "Choosing sheets here needs JavaScript, which is off, or has not arrived. "
    "Each sheet's PDFs are below, and print without it."
)
NO_FILES = "This copy of the handbook is without the files of the sheets. Each sheet can be printed from its own page."
PRIVATE = "Nothing you type leaves this page or is kept, unless you ask below: close the page and it is gone."
KEEP = "Keep name, telephone and hours on this device"
KEPT = (
    "Off unless you tick it. They then stay in this browser until you press “Forget it”; "
    "anyone who uses this browser can see them. The note is never kept."
)
SAVE = (
    "Your browser's print window opens; “Save as PDF” there makes one file. "
    "Sides are those of the PDFs: a browser may need one more, or one fewer."
)
READERS = (("client", "Clients"), ("counsellor", "Counsellors"), ("trainer", "Trainers"))
# How long each may be, so that a cover stays a cover.
LONGEST = {"name": 200, "telephone": 60, "hours": 200, "note": 1500}


def page(handbook: Handbook, bibliography: Bibliography, files: Collection[str] = ()) -> GeneratedPage:
    """The page. `files` are the addresses of the files that are written beside it; where none are, as under MkDocs
    alone, no script finds a sheet, and there is but the list.
    """
    renderer = Renderer(handbook, bibliography, PACK, files)
    rows = tuple(_row(one, handbook, renderer) for one in handbook.handouts)
    if not rows:
        return GeneratedPage(PACK, GENERATED[PACK], SUMMARY, (element("p", "There is no handout yet."),))
    listed = element("ul", *rows, class_="plain sheets pack-all")
    if not files:
        return GeneratedPage(PACK, GENERATED[PACK], SUMMARY, (element("p", NO_FILES), listed))
    asked = (pictures_on_request(),) if any(preview_address(one) in files for one in handbook.handouts) else ()
    choosing = _step("choose-sheets", "1. Choose sheets", *_filter(handbook), *asked, listed, _count())
    body = (element("p", WITHOUT, class_="without"), choosing, *_steps(), *_printed(handbook))
    return GeneratedPage(PACK, GENERATED[PACK], SUMMARY, body)


def _step(name: str, title: str, *content: Node, hidden: bool = False) -> Element:
    """A part of the page; one that does nothing without the script waits for it."""
    attributes = {"hidden": ""} if hidden else {}
    return element("section", element("h2", title, id=name), *content, class_="sec pack-step", **attributes)


def _row(handout: Document, handbook: Handbook, renderer: Renderer) -> Node:
    """A sheet with its picture and its files, and the box to choose it, which the script shows."""
    front, name = handout.front, f"pick-{handout.id}"
    preview, script = preview_address(handout), script_address(handout)
    picture = preview_picture(renderer.to(preview))
    label = f"Choose {handout.id} {front.title}"
    box = _field("input", type="checkbox", id=name, value=handout.id, aria_label=label)
    title = element("a", f"{handout.id} {front.title}", href=renderer.to(page_address(handout.path)))
    about = [element("h3", title, class_="sheet-link"), element("p", front.summary, class_="small")]
    if front.audience:
        about.append(element("p", *map(audience.named, front.audience), class_="for small"))
    about.append(element("p", *_files(handout, handbook, renderer), class_="small formats"))
    choice = element("span", box, element("span", "Choose"), class_="pick-box", hidden="")
    thumbnail = (element("span", picture, class_="thumb"),) if preview in renderer.exports else ()
    pick = element("label", *thumbnail, choice, class_="pick")
    return element(
        "li",
        pick,
        element("div", *about),
        id=handout.id,
        data_sheet=handout.id,
        data_title=front.title,
        data_script=renderer.to(script),
        data_readers=" ".join(front.audience),
    )


def _files(handout: Document, handbook: Handbook, renderer: Renderer) -> Iterator[Node]:
    """Its printed forms, which the script also knows it by: paper, size of print and sides."""
    sheet = handbook.sheets.get(handout.id)
    for form in PRINTED:
        if (address := sheet_address(handout, form)) in renderer.exports:
            yield element(
                "a",
                f"PDF, {form.label}",
                href=renderer.to(address),
                type=form.media_type,
                aria_label=f"PDF, {form.label}: {handout.id} {handout.front.title}",
                data_form=_form(form),
                data_sides=str(sheet.pages.get(form.name, 0) if sheet else 0),
            )
            yield Text(" ")


def _form(form: Form) -> str:
    return f"{form.paper} {'large' if form.large else 'standard'}"


def _filter(handbook: Handbook) -> Nodes:
    """Fewer sheets to look through, by words and by reader; for a handful of sheets there is nothing to find."""
    there = {reader for one in handbook.handouts for reader in one.front.audience}
    options = [element("option", "Everyone", value="")]
    options += [element("option", words, value=name) for name, words in READERS if name in there]
    words = _labelled("Find by words", _field("input", type="search", id="pack-words", enterkeyhint="search"))
    reader = _labelled("For", _field("select", *options, id="pack-reader"))
    said = element("p", class_="small pack-found", role="status")
    return (element("div", words, reader, said, class_="pack-filter", hidden=""),)


def _count() -> Node:
    """How many are chosen, in sight while the list is looked through. The same is told aloud elsewhere."""
    link = element("a", "To your pack", class_="btn main", href="#your-pack")
    return element("div", element("p", class_="pack-sum", aria_hidden="true"), link, class_="pack-bar", hidden="")


def _steps() -> Nodes:
    """What follows the choice: order, words of one's own, paper."""
    return (
        _step(
            "your-pack",
            "2. Put them in order",
            element("p", "No sheet is chosen yet.", class_="pack-none"),
            element("ol", class_="plain pack-order"),
            element("p", class_="pack-sum"),
            element("p", class_="vh pack-told", role="status"),
            hidden=True,
        ),
        _step(
            "your-words",
            "3. Add your practice and a note",
            element("p", f"All of it is optional. {PRIVATE}"),
            element("div", *_details(), class_="pack-details"),
            element("p", class_="small pack-full", role="status"),
            element("div", _checkbox("pack-keep", KEEP, "pack-keep-hint"), class_="pack-keep"),
            element("p", KEPT, class_="small", id="pack-keep-hint"),
            element("p", element("button", "Forget it", type="button", class_="btn", data_forget="", hidden="")),
            element("p", class_="small pack-kept", role="status"),
            hidden=True,
        ),
        _step(
            "print-it",
            "4. Print or save",
            element(
                "div",
                _choices("Paper", "pack-paper", (("a4", "A4"), ("letter", "US Letter"))),
                _choices("Size of print", "pack-size", (("standard", "Standard"), ("large", "Large print"))),
                class_="choose pack-choose",
            ),
            element(
                "div", _checkbox("pack-cover", "Put a cover page in front, with the note and a list of the sheets")
            ),
            element(
                "div",
                element("button", "Print the pack", type="button", class_="btn main", data_print_pack=""),
                element("button", "Copy a link to this pack", type="button", class_="btn", data_link=""),
                class_="pack-acts",
            ),
            element("p", class_="pack-status", role="status"),
            element(
                "p",
                _field(
                    "input", type="text", readonly="", aria_label="Link to this pack", class_="pack-address", hidden=""
                ),
            ),
            element("p", SAVE, class_="small"),
            element("p", "The link holds the numbers of the sheets, and nothing that you typed.", class_="small"),
            element(
                "div",
                element("h3", "Or download each as PDF"),
                element("ul", class_="plain pack-files"),
                class_="pack-each",
            ),
            hidden=True,
        ),
    )


def _details() -> Iterator[Node]:
    rows = (("name", "Name of your practice or service"), ("telephone", "Telephone"), ("hours", "Hours"))
    for name, words in rows:
        field = _field(
            "input", type="text", id=f"pack-{name}", dir="auto", maxlength=str(LONGEST[name]), data_detail=name
        )
        yield _labelled(words, field)
    note = _field("textarea", id="pack-note", rows="4", dir="auto", maxlength=str(LONGEST["note"]), data_detail="note")
    yield _labelled("A note for the cover", note)


def _field(tag: str, *children: Node, **attributes: str) -> Element:
    """A field without a name, which no browser is to fill in, check or keep."""
    if attributes.get("type") in ("checkbox", "radio"):
        return element(tag, *children, **attributes)
    quiet = {"autocomplete": "off"} | ({"spellcheck": "false"} if tag != "select" else {})
    return element(tag, *children, **quiet, **attributes)


def _labelled(words: str, field: Element) -> Element:
    return element("div", element("label", words, for_=field.get("id")), field, class_="pack-field")


def _checkbox(name: str, words: str, hint: str = "") -> Element:
    described = {"aria_describedby": hint} if hint else {}
    box = _field("input", type="checkbox", id=name, **described)
    return element("label", box, element("span", words), class_="pack-check", for_=name)


def _choices(title: str, name: str, values: tuple[tuple[str, str], ...]) -> Element:
    choices = [
        element("label", _field("input", type="radio", name=name, value=value), element("span", words))
        for value, words in values
    ]
    return element("fieldset", element("legend", title, class_="label"), *choices)


def _printed(handbook: Handbook) -> Nodes:
    """What goes to the printer: the cover, with room for what the script knows, and then the sheets."""
    of = ", ".join(filter(None, (handbook.settings.title, handbook.settings.licence)))
    cover = element(
        "section",
        element("p", class_="cover-name", dir="auto"),
        element("p", class_="cover-reach"),
        element("p", class_="cover-note", dir="auto"),
        element("p", "In this pack", class_="label"),
        element("ol", class_="plain cover-list"),
        element("p", f"The sheets are from {of}. Each says at its foot when it was checked.", class_="cover-end"),
        class_="pack-cover",
    )
    return (element("div", cover, element("div", class_="pack-sheets"), class_="pack-print"),)
