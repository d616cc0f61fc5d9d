"""Fuzzy matching of what somebody types with the names of things: how well it fits, and which letters it hit.

Every word typed has to be found, its letters in their order but not side by side. Letters count alike whatever their
case and their accents. What people mean first comes first: the beginning of the name, beginnings of its words, letters
side by side, and all of it early. Knows no Qt.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

MOST_CP = 240  # of a name are looked at: a longer one is a sentence, and nobody types into its middle

# Chosen so that the rankings in the tests come out: a word's beginning beats a run, a run beats a gap.
AT_START, AT_WORD, IN_RUN, ANYWHERE = 14, 10, 9, 1
GAP, MOST_GAP = 1, 20  # for each letter left out between two hits, and at most
LATE, MOST_LATE = 0.25, 6.0  # for each letter before the first hit, and at most
WHOLE = 12  # for the whole name

# A letter or digit behind anything else, a capital behind a small letter, a digit and a letter side by side.
_WORD_START = re.compile(r"(?<![^\W_])[^\W_]|(?<=[a-z])[A-Z]|(?<=[^\W\d_])\d|(?<=\d)[^\W\d_]")


class Folded(NamedTuple):
    """A name as it is compared. `places`: the code point of the name that each letter came from (None: its own)."""

    text: str
    places: tuple[int, ...] | None = None
    starts: frozenset[int] = frozenset()  # where words begin in `text`


class Fit(NamedTuple):
    """How well it fits, the higher the better, and the code points of the name that were hit, in order.

    `is_loose`: a letter was hit that neither begins a word nor stands beside another hit.
    """

    score: float
    places: tuple[int, ...] = ()
    is_loose: bool = False


def fold(name: str) -> Folded:
    """`name` without case and accents, as `fit` compares it."""
    name = name[:MOST_CP]
    starts = [found.start() for found in _WORD_START.finditer(name)]
    small = name.casefold()
    if name.isascii() or (len(small) == len(name) and _is_bare(small)):
        return Folded(small, None, frozenset(starts))
    letters = [_bare(char) for char in name]
    text = "".join(letters)
    places = tuple(at for at, own in enumerate(letters) for _ in own)
    first: dict[int, int] = {}
    for at, place in enumerate(places):
        first.setdefault(place, at)
    return Folded(text, places, frozenset(first[at] for at in starts if at in first))


def _is_bare(small: str) -> bool:
    return unicodedata.is_normalized("NFKD", small) and not any(map(unicodedata.combining, small))


@lru_cache(maxsize=4096)
def _bare(char: str) -> str:
    parts = unicodedata.normalize("NFKD", char.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c))


def fit(typed: str, name: Folded) -> Fit | None:
    """How well the words of `typed` fit `name`; None when one of them is not in it. Nothing typed fits anything."""
    score = 0.0
    hit: set[int] = set()
    is_loose = False
    words = _words(typed)
    for word in words:
        found = _fit_word(word, name)
        if found is None:
            return None
        score += found.score
        hit.update(found.places)
        is_loose |= found.is_loose
    if words and name.text.startswith(words[0]) and "".join(words) == "".join(name.text.split()):
        score += WHOLE
    places = sorted({name.places[at] for at in hit} if name.places else hit)
    return Fit(score, tuple(places), is_loose)


@lru_cache(maxsize=16)
def _words(typed: str) -> tuple[str, ...]:
    return tuple(fold(typed).text.split())


def _fit_word(word: str, name: Folded) -> Fit | None:
    text = name.text
    at = -1
    for letter in word:  # most names fall out here
        at = text.find(letter, at + 1)
        if at < 0:
            return None
    # the best way to end with each hit of each letter, from the first letter to the last
    ways: list[dict[int, tuple[float, int]]] = []
    for number, letter in enumerate(word):
        here: dict[int, tuple[float, int]] = {}
        at = text.find(letter)
        while at >= 0:
            worth = AT_START if at == 0 else AT_WORD if at in name.starts else ANYWHERE
            if number == 0:
                here[at] = worth - min(at * LATE, MOST_LATE), -1
            else:
                here |= _continued(ways[-1], at, worth)
            at = text.find(letter, at + 1)
        ways.append(here)
    end = max(ways[-1], key=lambda place: (ways[-1][place][0], -place), default=-1)
    if end < 0:
        return None
    score, hits = ways[-1][end][0], []
    for way in reversed(ways):
        hits.append(end)
        end = way[end][1]
    hits.reverse()
    own = set(hits)
    is_loose = any(at not in name.starts and at - 1 not in own and at + 1 not in own for at in hits)
    return Fit(score, tuple(hits), is_loose)


def _continued(before: dict[int, tuple[float, int]], at: int, worth: int) -> dict[int, tuple[float, int]]:
    """The best way to come from a hit of the letter before to this one; none when all of them lie behind it."""
    best: tuple[float, int] | None = None
    for place, (score, _) in before.items():
        if place >= at:
            break
        gap = at - place - 1
        step = max(worth, IN_RUN) if gap == 0 else worth - min(gap * GAP, MOST_GAP)
        if best is None or score + step >= best[0]:
            best = score + step, place
    return {at: best} if best is not None else {}
