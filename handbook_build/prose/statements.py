"""The sentences that are bound to claims of the ledger, with those claims."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from handbook_build.model.claim import Claim
from handbook_build.model.document import Document
from handbook_build.prose.passages import Binding, Sentence, passages


def bound_sentences(
    document: Document, claims: Mapping[str, Claim]
) -> Iterator[tuple[Sentence, list[tuple[Binding, Claim]]]]:
    """Each bound sentence in reading order; the choices of a question are left out, since most are wrong."""
    for passage in passages(document):
        if passage.choice or not passage.claims:
            continue
        for sentence in passage.sentences:
            bound = [(one, claims[one.name]) for one in sentence.claims if one.name in claims]
            if bound:
                yield sentence, bound
