"""A citation style: a sheet in CSL, the locale it is read in, and what of it the rest of this room must know."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from handbook_build.model.settings import Settings

SHEETS = Path(__file__).parent / "styles"

# Americans made most of these styles; Cite Them Right is British and puts its quotation marks so.
LOCALES = {"harvard-cite-them-right": "en-GB"}

# Styles that give initials to all first authors of one family name, wherever they are cited, which takes
# long; for these it is known, and tested, what a citation depends on (`batches.py`).
CUT = frozenset(("apa", "chicago-author-date"))

_ATTRIBUTES = {
    # A page shows some works of the list, so a dash in place of an author could follow anybody.
    "dash": ("subsequent-author-substitute", "subsequent-author-substitute-rule"),
    "names": ("disambiguate-add-names",),
    "forenames": ("disambiguate-add-givenname", "givenname-disambiguation-rule"),
    "letters": ("disambiguate-add-year-suffix",),
}


@dataclass(frozen=True)
class Style:
    """A style by its name (that of a shipped one, or the path of a handbook's own), and its CSL."""

    name: str
    sheet: str
    locale: str = "en-US"

    @cached_property
    def is_numeric(self) -> bool:
        """Whether citations are numbers, in the order in which works are first cited."""
        return re.search(r"<category\s[^>]*citation-format=[\"']numeric[\"']", self.sheet) is not None

    @cached_property
    def sorts_citations(self) -> bool:
        """Whether the works in one bracket are put in an order of the style's own."""
        return re.search(r"<citation\b(?:(?!</citation>).)*<sort>", self.sheet, re.DOTALL) is not None

    @property
    def is_cut(self) -> bool:
        """Whether a large bibliography is formatted in several calls."""
        return self.name in CUT

    @property
    def adds_full_names(self) -> bool:
        """Whether two first authors with the same initials are cited with their forenames in full."""
        return re.search(r"givenname-disambiguation-rule=[\"']primary-name[\"']", self.sheet) is not None

    def without_forenames(self) -> Style:
        """The style for works whose forenames are put in by `marks.py`."""
        return replace(self, sheet=_without(self.sheet, "dash", "forenames"))

    def with_forenames(self, *, in_full: bool) -> Style:
        """The style with forenames in its citations, as where they are needed, and nothing compared."""
        sheet = re.sub(r"(<name\b[^>]*)\sform=[\"']short[\"']", r"\1", self.without_comparing().sheet)
        if in_full:
            sheet = re.sub(r"\sinitialize=[\"'](?:true|false)[\"']", "", sheet)
            sheet = re.sub(r"<name\b", '<name initialize="false"', sheet)
        return replace(self, sheet=sheet)

    def without_dashes(self) -> Style:
        """The style with each reference whole: an author who comes again is named again."""
        return replace(self, sheet=_without(self.sheet, "dash"))

    def without_comparing(self) -> Style:
        """The style with nothing that makes one work look different because of another."""
        return replace(self, sheet=_without(self.sheet, "dash", "names", "forenames", "letters"))


def shipped(name: str) -> Style:
    """A style that comes with this package. Raises KeyError when there is none of this name."""
    path = SHEETS / f"{name}.csl"
    if not re.fullmatch(r"[a-z-]+", name) or not path.is_file():
        raise KeyError(name)
    return Style(name, _for_pandoc(path.read_text(encoding="utf-8")), LOCALES.get(name, "en-US"))


def style_of(settings: Settings) -> Style:
    """The style that a handbook has chosen; one of its own is read in the locale that it names, else the handbook's."""
    if settings.citation_sheet:
        sheet = _for_pandoc(settings.citation_sheet)
        named = re.search(r"<style\b[^>]*\sdefault-locale=[\"']([A-Za-z-]+)[\"']", sheet)
        return Style(settings.citation_style, sheet, named[1] if named else settings.language)
    return shipped(settings.citation_style)


# Names with a label and without the element that says where the names stand: they come first.
_LABEL_ALONE = re.compile(r"<names\b[^>]*(?<!/)>(?=\s*<label\b(?:(?!</names>|<name\b).)*</names>)", re.DOTALL)


def _for_pandoc(sheet: str) -> str:
    """The sheet with the order of names and labels written out: pandoc would print ", editorStrachey J"."""

    def named(match: re.Match[str]) -> str:
        before = sheet[: match.start()]
        # Inside a substitute, names without a form of their own take that of the names they stand for.
        inside = before.count("<substitute>") > before.count("</substitute>")
        return match[0] if inside else f"{match[0]}<name/>"

    return _LABEL_ALONE.sub(named, sheet)


def _without(sheet: str, *kinds: str) -> str:
    names = "|".join(name for kind in kinds for name in _ATTRIBUTES[kind])
    return re.sub(rf"\s(?:{names})\s*=\s*(?:\"[^\"]*\"|'[^']*')", "", sheet)
