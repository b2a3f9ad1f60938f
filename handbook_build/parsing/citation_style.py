"""A citation style of the handbook's own, as far as must be known before anything is cited in it."""

from __future__ import annotations

from lxml import etree

from handbook_build.diagnostics import Finding
from handbook_build.locations import Location
from handbook_build.model.document import Flaw
from handbook_build.model.settings import CITATION_STYLES
from handbook_build.model.source import Source

_CSL = "{http://purl.org/net/xbiblio/csl}"
# Elements of a macro, with those of all that it calls; the largest of our own styles has 12,000.
MOST_CALLED = 1_000_000
_OTHERS = "name another file, or one of the styles that come with the tool: " + ", ".join(CITATION_STYLES)


def parse_style(source: Source, named: Location) -> tuple[str, list[Flaw]]:
    """The CSL of a style, and what is wrong with it, told where mkdocs.yml names it; no text when it is of no use."""
    problem = _problem(source.text)
    if problem is None:
        return source.text, []
    message = f"the citation style `{source.path}` {problem[0]}"
    return "", [Flaw("wrong-value", Finding(named, message, problem[1]))]


def _problem(text: str) -> tuple[str, str] | None:
    """What is wrong, in words that follow the style's name, and what to do."""
    if "<!DOCTYPE" in text:
        return "has a document type, which a style has no use for", "take out `<!DOCTYPE ...>`"
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        return f"is not valid XML (line {error.lineno})", _OTHERS
    if root.tag != f"{_CSL}style":
        return "is no citation style: its first element is not CSL's `style`", _OTHERS
    parent = root.find(f"{_CSL}info/{_CSL}link[@rel='independent-parent']")
    if parent is not None:
        other = str(parent.get("href", "")).rpartition("/")[2] or "another style"
        return f"is dependent: it only points to `{other}`", "name that one instead"
    if root.get("class") == "note":
        return "puts citations into notes, and pages have none", "take one that cites in the text"
    layouts = [root.find(f"{_CSL}{name}/{_CSL}layout") for name in ("citation", "bibliography")]
    if None in layouts:
        return "says nothing of citations, or of the list of references", _OTHERS
    return _macro_problem(root)


def _macro_problem(root: etree._Element) -> tuple[str, str] | None:
    """A macro that is called and not there, or that calls itself: pandoc would fail, or never end."""
    calls = {str(macro.get("name")): _called(macro) for macro in root.iterfind(f"{_CSL}macro")}
    if missing := sorted(_called(root) - calls.keys()):
        return f"calls the macro `{missing[0]}`, which it does not have", _OTHERS
    left, order = dict(calls), list[str]()
    while left:
        done = [name for name, called in left.items() if not called & left.keys()]
        if not done:
            return f"has the macro `{min(left)}`, which calls itself in the end", _OTHERS
        left = {name: called for name, called in left.items() if name not in done}
        order += done
    return _too_often(root, order)


def _too_often(root: etree._Element, order: list[str]) -> tuple[str, str] | None:
    """Macros that call one another so often that pandoc would never end; `order` has those first that call none."""
    macros = {str(macro.get("name")): macro for macro in root.iterfind(f"{_CSL}macro")}
    sizes: dict[str, int] = {}
    for name in order:
        sizes[name] = sum(1 + sizes.get(str(one.get("macro")), 0) for one in macros[name].iter(etree.Element))
        if sizes[name] > MOST_CALLED:
            return f"has the macro `{name}`, which calls others too often", _OTHERS
    return None


def _called(element: etree._Element) -> set[str]:
    return {str(one.get("macro")) for one in element.iter() if one.get("macro") is not None}
