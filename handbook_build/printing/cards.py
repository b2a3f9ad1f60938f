"""Pictures of pages for where their address is shared, drawn by the press and kept under all that they say."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from typing import Any

from handbook_build.cache import Cache, digest
from handbook_build.cards import Card, card_address
from handbook_build.printing.engine import Press
from handbook_build.printing.pictures import in_few_colours
from handbook_build.printing.typefaces import families_for, unwritable

KIND = "cards"
# The ground, the ink, the greens and what lies between them at the edges of letters.
COLOURS = 32


def print_cards(cards: Mapping[str, Card], cache: Cache, press: Press | None = None) -> dict[str, bytes]:
    """A PNG of each card by its address on the site.

    A card with a character that no typeface here has is left out, so that its page shows the one of the whole; that
    of the whole, named by nothing, is then the mark alone. Raises engine.Unprintable.
    """
    press = press or Press()
    drawable = {name: card for name, one in cards.items() if (card := _drawable(name, one))}
    keys = {name: digest(press.card_fingerprint, json.dumps(_data(card))) for name, card in drawable.items()}
    made = {name: kept for name in drawable if (kept := cache.read(KIND, keys[name]))}
    missing = [name for name in drawable if name not in made]
    # Typst lets go of Python while it draws, so each core draws a share of them as pages of one document.
    cores = os.cpu_count() or 1
    shares = [share for at in range(cores) if (share := missing[at::cores])]
    with ThreadPoolExecutor(len(shares) or 1) as pool:
        for share, pictures in zip(shares, pool.map(lambda names: _drawn(press, drawable, names), shares), strict=True):
            for name, picture in zip(share, pictures, strict=True):
                cache.write(KIND, keys[name], picture)
                made[name] = picture
    return {card_address(name, made[name]): made[name] for name in drawable}


def _drawn(press: Press, cards: Mapping[str, Card], names: Sequence[str]) -> list[bytes]:
    return [in_few_colours(one, COLOURS) for one in press.cards([_data(cards[name]) for name in names])]


def _drawable(name: str, card: Card) -> Card | None:
    """The card as far as the typefaces here can write it."""
    if not unwritable([card.words]):
        return card
    return None if name else replace(card, book="")


def _data(card: Card) -> dict[str, Any]:
    main = card.language.split("-")[0]
    return {**asdict(card), "language": main, "fonts": families_for(main)}
