"""The picture that stands for a page where its address is shared: what it says, and what its file is called.

There is one of the handbook as a whole, which names nothing but the handbook, and one of each page and handout. A page
that somebody may have to leave at once has none of its own: who sees its address is to see the handbook's alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from handbook_build.linking.works import file_name
from handbook_build.model.document import Document
from handbook_build.model.handbook import Handbook
from handbook_build.model.language import direction_of

# In pixels: the shape for which the programs that show shared addresses ask (https://ogp.me/).
WIDTH, HEIGHT = 1200, 630
FOLDER, ENDING = "og/", ".png"
# So many hexadecimal digits of a picture name it, so that another picture has another address.
DIGITS = 8
READERS = {"client": "For clients", "counsellor": "For counsellors", "trainer": "For trainers"}


@dataclass(frozen=True, slots=True)
class Card:
    """What a picture says. `number` and `part` may be empty; that of the whole handbook has neither, and no readers.

    `readers` are pairs of a kind of reader and the words for it. `language` is a BCP 47 tag.
    """

    title: str
    book: str
    number: str = ""
    part: str = ""
    readers: tuple[tuple[str, str], ...] = ()
    language: str = "en"
    direction: str = "ltr"

    @property
    def words(self) -> str:
        """All that has to be drawn."""
        return " ".join((self.title, self.book, self.number, self.part, *(words for _, words in self.readers)))


def cards_of(handbook: Handbook) -> Mapping[str, Card]:
    """By the id of a page or handout, and first under the empty name that of the whole."""
    settings = handbook.settings
    groups = ((group.title, child) for group in settings.navigation or () for child in group.children)
    parts = {entry.target: title for title, child in groups for entry in child.pages()}
    language = settings.language
    whole = Card("", settings.title, language=language, direction=direction_of(language))
    cards = {"": whole}
    for document in handbook.documents:
        if document.id and not document.can_be_left and document.front.kind != "home":
            part = "" if document.front.kind == "part" else parts.get(document.path, "")
            cards.setdefault(document.id, _card(whole, document, part))
    return cards


def _card(whole: Card, document: Document, part: str) -> Card:
    front = document.front
    number = document.id if document.is_handout else front.number
    readers = tuple((name, READERS[name]) for name in front.audience)
    return replace(whole, title=front.title, number=number, part=part, readers=readers)


def card_address(name: str, picture: bytes) -> str:
    """`og/good-endings.1f00ba7e.png`; that of the whole, whose name is empty, is `og/1f00ba7e.png`."""
    stem = f"{file_name(name)}." if name else ""
    return f"{FOLDER}{stem}{sha256(picture).hexdigest()[:DIGITS]}{ENDING}"


def card_among(addresses: Iterable[str]) -> Mapping[str, str]:
    """The addresses of those pictures that are among the files of a site, each by `file_name` of its name."""
    tail = DIGITS + len(ENDING)
    return {one[len(FOLDER) : -tail].removesuffix("."): one for one in addresses if one.startswith(FOLDER)}
