"""Name phrases: runs of capitalised words, as names of people and bodies are written. A help for selecting, no more."""

from __future__ import annotations

from collections.abc import Callable

from reader.text.spans import Span
from reader.text.words import next_word, previous_word, word_at

JOINING = frozenset({"of", "de", "der", "den", "von", "van", "la", "le", "du", "del", "al", "bin"})
LONGEST_WORDS = 16


def name_phrase_at(text: str, position: int) -> Span | None:
    """The run of capitalised words around the word at `position`, small joining words inside it included.

    None when that word is not capitalised. Only single spaces or apostrophes may stand between its words.
    """
    word = word_at(text, position)
    if word is None or not _is_capitalised(word.of(text)):
        return None
    first = _reach(text, word, previous_word, forward=False)
    last = _reach(text, word, next_word, forward=True)
    return Span(first.start, last.end)


def _reach(text: str, word: Span, step: Callable[[str, int], Span | None], *, forward: bool) -> Span:
    edge = here = word
    for _ in range(LONGEST_WORDS):
        following = step(text, here.start)
        if following is None:
            break
        gap = text[here.end : following.start] if forward else text[following.end : here.start]
        if gap not in (" ", "\u00a0", "'s ", "’s ", "-"):
            break
        here = following
        if _is_capitalised(here.of(text)):
            edge = here
        elif here.of(text) not in JOINING and not _is_the_of_a_name(text, here):
            break
    return edge


def _is_the_of_a_name(text: str, word: Span) -> bool:
    """The "the" in "Council of the North", not the one that a name begins after."""
    before = previous_word(text, word.start)
    return word.of(text) == "the" and before is not None and before.of(text) == "of"


def _is_capitalised(word: str) -> bool:
    return word[:1].isupper() or word[:1].istitle()
