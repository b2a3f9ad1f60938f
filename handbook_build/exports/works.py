"""The works of the handbook, of each page and each alone, in every form in which other programs take them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from handbook_build.interchange.bibtex import to_bibtex
from handbook_build.interchange.csl import Record, to_csl_json
from handbook_build.interchange.ris import to_ris
from handbook_build.linking.works import list_address, resting_keys, work_address
from handbook_build.model.handbook import Handbook

# By the ending of the file.
WRITERS: Mapping[str, Callable[[Iterable[Record]], str]] = {"bib": to_bibtex, "ris": to_ris, "json": to_csl_json}
# Forms in which a list is its entries with this between them, so that each work is written once.
BETWEEN: Mapping[str, str] = {"bib": "\n", "ris": ""}


def all_works(handbook: Handbook) -> list[Record]:
    """Every work in order of its key."""
    return [handbook.item[key].fields for key in sorted(handbook.item)]


def lists(handbook: Handbook) -> dict[str, str]:
    """By address: the works of each page and handout that rests on any, and each work alone."""
    item = handbook.item
    entries = {(key, ending): WRITERS[ending]([item[key].fields]) for key in item for ending in BETWEEN}

    def written(keys: list[str], ending: str) -> str:
        if ending in BETWEEN:
            return BETWEEN[ending].join(entries[key, ending] for key in keys)
        return WRITERS[ending](item[key].fields for key in keys)

    return {
        address(name, ending): written(keys, ending) for name, keys, address in _lists(handbook) for ending in WRITERS
    }


def addresses(handbook: Handbook) -> tuple[str, ...]:
    """Those of `lists`, without writing them."""
    return tuple(address(name, ending) for name, _, address in _lists(handbook) for ending in WRITERS)


def _lists(handbook: Handbook) -> Iterator[tuple[str, list[str], Callable[[str, str], str]]]:
    """The name of each list, the keys of its works, and how it is addressed."""
    for document in handbook.documents:
        if document.id and (keys := resting_keys(handbook, document)):
            yield document.id, sorted(keys), list_address
    for key in handbook.item:
        yield key, [key], work_address
