"""Kinds of work in plain words, as far as the record itself says."""

from __future__ import annotations

import re
from collections.abc import Mapping

from handbook_build.model.citation import Item

# By the name of the kind: one of it, and several.
KINDS: Mapping[str, tuple[str, str]] = {
    "review": ("Review or meta-analysis", "Reviews and meta-analyses"),
    "article": ("Article", "Articles"),
    "book": ("Book", "Books"),
    "chapter": ("Chapter", "Chapters"),
    "report": ("Report", "Reports and guidelines"),
    "thesis": ("Thesis", "Theses"),
    "web": ("Web page", "Web pages"),
    "law": ("Law", "Laws"),
    "other": ("Other work", "Other works"),
}
_TYPES = {
    "article": "article article-journal article-magazine article-newspaper paper-conference review review-book",
    "book": "book classic collection pamphlet",
    "chapter": "chapter entry entry-dictionary entry-encyclopedia",
    "report": "report standard",
    "thesis": "thesis",
    "web": "webpage post post-weblog",
    "law": "legislation bill regulation legal_case treaty",
}
_KIND_OF = {name: kind for kind, names in _TYPES.items() for name in names.split()}
# Only where its own title says so; a record has no field for it.
_REVIEW = re.compile(r"\bmeta-?\s?analy|\bsystematic review|\bscoping review|\bmeta-synthesis", re.IGNORECASE)


def kind_of(item: Item) -> str:
    """The name of the kind that a work is."""
    kind = _KIND_OF.get(item.type, "other")
    return "review" if kind in ("article", "chapter") and _REVIEW.search(item.title) else kind
