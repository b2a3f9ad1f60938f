"""Everything in one list by its first letter: pages, sections, handouts and terms. It needs no
script, so it also serves who searches without one."""

from __future__ import annotations

from handbook_build.citing.bibliography import Bibliography
from handbook_build.linking.addresses import page_address, target_address
from handbook_build.model.handbook import A_TO_Z, GENERATED, GLOSSARY, Handbook
from handbook_build.model.nodes import Node, Text, element
from handbook_build.model.term import TermStatus
from handbook_build.terminology.alphabet import NO_LETTER, letter_of, sorting
from handbook_build.web.body import Renderer
from handbook_build.web.generated.glossary import capital
from handbook_build.web.generated.page import GeneratedPage

SUMMARY = "Pages, sections, handouts and words in one list."


def page(handbook: Handbook, bibliography: Bibliography) -> GeneratedPage:
    renderer = Renderer(handbook, bibliography, A_TO_Z)
    letters: dict[str, list[Node]] = {}
    for title, kind, address in sorted(set(_lines(handbook)), key=lambda line: (sorting(line[0]), line)):
        # The kind is part of the link: two things of one name are told apart, and there is more to touch.
        line = element("li", element("a", element("span", title), Text(f" ({kind})"), href=renderer.to(address)))
        letters.setdefault(letter_of(title), []).append(line)
    body = tuple(
        element(
            "section",
            element("h2", letter, id=_anchor(letter)),
            element("ul", *lines, class_="plain"),
            class_="letter",
        )
        for letter, lines in letters.items()
    )
    jumps = tuple((letter, _anchor(letter)) for letter in letters)
    return GeneratedPage(A_TO_Z, GENERATED[A_TO_Z], SUMMARY, body, letters=jumps)


def _anchor(letter: str) -> str:
    return "other" if letter == NO_LETTER else letter.lower()


def _lines(handbook: Handbook) -> list[tuple[str, str, str]]:
    """(title, kind, address) of everything that has a name of its own."""
    lines: list[tuple[str, str, str]] = []
    for target in handbook.targets.values():
        if target.kind in ("page", "handout"):
            lines.append(
                (target.title, f"handout {target.id}" if target.kind == "handout" else "page", target_address(target))
            )
        elif target.kind == "section" and not handbook.by_path[target.page].is_handout:
            page_title = handbook.by_path[target.page].front.title
            lines.append((target.title, f"in {page_title}", target_address(target)))
    for entry in handbook.entry.values():
        address = f"{page_address(GLOSSARY)}#{entry.anchor}"
        lines.append((capital(entry.preferred), "word", address))
        other = entry.forms(TermStatus.ADMITTED)
        lines += [(capital(term.form), f"word: see {entry.preferred}", address) for term in other]
    return lines
