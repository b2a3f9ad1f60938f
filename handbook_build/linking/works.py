"""Which works a page or handout rests on, and where its list of them stands for other programs."""

from __future__ import annotations

import re
from hashlib import sha256

from handbook_build.model.document import Document
from handbook_build.model.handbook import Handbook
from handbook_build.model.nodes import CitationNode

# Of a whole book and of each page: the ending, its media type, and what readers call it.
FORMATS = (
    ("bib", "application/x-bibtex", "BibTeX"),
    ("ris", "application/x-research-info-systems", "RIS"),
    ("json", "application/vnd.citationstyles.csl+json", "CSL-JSON"),
)


def stated_claims(document: Document) -> tuple[str, ...]:
    """The ids of the claims to which sentences of a document are bound, in order."""
    return tuple(dict.fromkeys(name for node in document.elements if (name := node.get("data-claim"))))


def cited_keys(document: Document) -> tuple[str, ...]:
    """The keys of the works that a document cites, in order of their first citation."""
    return tuple(dict.fromkeys(item.key for node in document.citations for item in node.citation.items))


def resting_keys(handbook: Handbook, document: Document) -> tuple[str, ...]:
    """The keys of the known works that a document cites or that its claims rest on."""
    claims = (handbook.claim[name] for name in stated_claims(document) if name in handbook.claim)
    keys = (*cited_keys(document), *(key for claim in claims for key in claim.source_keys))
    return tuple(key for key in dict.fromkeys(keys) if key in handbook.item)


def cited_by(handbook: Handbook) -> dict[str, list[Document]]:
    """By key of a work: the pages and handouts that cite it, in reading order."""
    found: dict[str, list[Document]] = {}
    for document in handbook.documents:
        cited = (node.citation for _, node in document.nodes() if isinstance(node, CitationNode))
        for key in dict.fromkeys(item.key for citation in cited for item in citation.items):
            found.setdefault(key, []).append(document)
    return found


def list_address(name: str, ending: str) -> str:
    """Where the works of a page, by its id, stand for other programs."""
    return f"data/references/{file_name(name)}.{ending}"


def work_address(key: str, ending: str) -> str:
    """Where one work stands for other programs."""
    return f"data/works/{file_name(key)}.{ending}"


def file_name(name: str) -> str:
    """A name that every file system and every address can hold, and that no other name becomes."""
    if re.fullmatch(r"[a-z0-9][a-z0-9_-]*|[A-Z][A-Z0-9-]*", name):
        return name
    readable = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40]
    return f"{readable or 'x'}.{sha256(name.encode()).hexdigest()[:10]}"
