"""The sentences that are bound to claims of the ledger, with those claims."""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.model.claim import Claim
from handbook_build.model.handbook import Handbook
from handbook_build.prose.passages import Binding, Sentence, passages


def bound_sentences(handbook: Handbook) -> Iterator[tuple[Sentence, list[tuple[Binding, Claim]]]]:
    """Each bound sentence in reading order; the choices of a question are left out, since most are wrong."""
    for document in handbook.documents:
        for passage in passages(document):
            if passage.choice or not passage.claims:
                continue
            for sentence in passage.sentences:
                bound = [(one, handbook.claim[one.name]) for one in sentence.claims if one.name in handbook.claim]
                if bound:
                    yield sentence, bound
