"""How the pages read, the one with most to mend first; for one page, each sentence with its place."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from functools import partial

from handbook_build.faults import WrongUse
from handbook_build.model.document import Document
from handbook_build.model.handbook import Handbook
from handbook_build.prose.reading import LONG, Reading, read_page

# How a page reads, as data, after what pages are sorted by.
Read = tuple[float, str, dict[str, object]]
Keep = Callable[[Document, Callable[[], Read]], Read]


def make_anew(document: Document, make: Callable[[], Read]) -> Read:
    return make()


NOTE = (
    "Figures show where to look; they are no verdict. `age` is the reading age of what clients read,\n"
    "by the Automated Readability Index, with glossary words counted apart.\n"
)


def readings(handbook: Handbook, names: Sequence[str] = ()) -> list[Reading]:
    """The pages and handouts, or those named by id, with most to mend first.

    Raises faults.WrongUse for an id that no page has.
    """
    found = [read_page(handbook, document) for document in _named(handbook, names)]
    return sorted(found, key=lambda one: (-one.weight, name_of(one.document)))


def _named(handbook: Handbook, names: Sequence[str]) -> list[Document]:
    known = {name_of(document) for document in handbook.documents}
    for name in names:
        if name not in known:
            near = get_close_matches(name, known, 1)
            raise WrongUse(f"no page or handout has the id {name}" + (f"; did you mean `{near[0]}`?" if near else ""))
    return [one for one in handbook.documents if not names or name_of(one) in names]


def name_of(document: Document) -> str:
    """The id of a page or handout, or its path while it has none."""
    return document.id or document.path


def as_text(handbook: Handbook, names: Sequence[str] = ()) -> str:
    """A table; with names, also each sentence to look at."""
    found = readings(handbook, names)
    width = max((len(name_of(one.document)) for one in found), default=4)
    lines = [f"{'page':<{width}}  words  clients  glossary  over {LONG}  passive  jargon   age"]
    for one in found:
        age = f"{one.age:5.1f}" if one.age else "    -"
        lines.append(
            f"{name_of(one.document):<{width}}  {one.words:5}  {one.client_words:7}  {one.glossary_words:8}  "
            f"{len(one.long):7}  {len(one.passive):7}  {len(one.jargon):6}  {age}"
        )
        if names:
            lines += [f"  {s.location}: over {LONG} words: {s.words}" for s in one.long]
            lines += [f"  {s.location}: passive: {s.words}" for s in one.passive]
            lines += [f"  {word.sentence.location}: not explained: {word.word}" for word in one.jargon]
    return "\n".join([*lines, "", NOTE])


def as_json(handbook: Handbook, names: Sequence[str] = (), keep: Keep = make_anew) -> str:
    """The same as data, with every sentence. `keep` has what was read in pages that are as they were."""
    found = [keep(one, partial(_read, handbook, one)) for one in _named(handbook, names)]
    pages = [page for _, _, page in sorted(found, key=lambda one: one[:2])]
    return json.dumps({"longSentence": LONG, "pages": pages}, indent=2, ensure_ascii=False) + "\n"


def _read(handbook: Handbook, document: Document) -> Read:
    one = read_page(handbook, document)
    return -one.weight, name_of(document), _as_data(one)


def _as_data(one: Reading) -> dict[str, object]:
    return {
        "id": name_of(one.document),
        "title": one.document.front.title,
        "words": one.words,
        "clientWords": one.client_words,
        "glossaryWords": one.glossary_words,
        "readingAge": one.age or None,
        "longSentences": [{"at": str(s.location), "text": s.words} for s in one.long],
        "passives": [{"at": str(s.location), "text": s.words} for s in one.passive],
        "jargon": [{"at": str(word.sentence.location), "word": word.word} for word in one.jargon],
    }
