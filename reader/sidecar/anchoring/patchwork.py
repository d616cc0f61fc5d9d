"""What is known of an old text by the quotes from it: the text with holes. Finds no places."""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter

from reader.annotations.model import Quote
from reader.sidecar.anchoring.text_map import UNKNOWN
from reader.text.spans import Span

GAP_CP = 60  # ten unknown words


def patchwork(asked: Iterable[tuple[Quote, Span | None]], length: int | None, most: int) -> tuple[str, dict[int, Span]]:
    """The text of `length` code points (None: nobody knows) with UNKNOWN where no quote says what stood there.

    What stands behind `most` code points is left out: a length and positions may be anything in a stranger's file.
    Also returns where the quotes that are in it stand there, by their numbers: some may be of another text, and do not
    go with the others.
    """
    length = None if length is None or not 0 < length <= most else length
    pieces = []
    for number, (quote, position) in enumerate(asked):
        if position is not None and len(quote.exact) == len(position) and position.end <= most:
            start = position.start - len(quote.prefix)
            if start >= 0 and (length is None or position.end + len(quote.suffix) <= length):
                pieces.append((start, number, quote, position))
    pieces.sort(key=itemgetter(0))
    parts: list[str] = []
    used: dict[int, Span] = {}
    at = 0
    tail = ""  # the end of what is known already
    for start, number, quote, position in pieces:
        words = quote.prefix + quote.exact + quote.suffix
        over = at - start
        if over > 0:
            known = tail[-over:] if over <= len(tail) else None
            if known is None or not (known.startswith(words) or words.startswith(known)):
                continue  # of another text
            used[number] = position
            if len(words) > over:
                parts.append(words[over:])
                tail = (tail + words[over:])[-8192:]
                at = start + len(words)
            continue
        if over < 0:
            parts.append(UNKNOWN * -over)
            tail = ""
            words = _without_part_of_word(words, len(quote.prefix)) if start else words
        used[number] = position
        parts.append(words)
        tail = (tail + words)[-8192:]
        at = start + len(words)
    if length is not None and at < length:
        parts.append(UNKNOWN * (length - at))
    return "".join(parts), used


def apart(asked: Iterable[tuple[Quote, Span | None]]) -> list[tuple[Quote, Span | None]]:
    """The same quotes at places far enough from each other, where their own places are nobody's."""
    placed: list[tuple[Quote, Span | None]] = []
    at = GAP_CP
    for quote, _ in asked:
        start = at + len(quote.prefix)
        placed.append((quote, Span(start, start + len(quote.exact))))
        at = start + len(quote.exact) + len(quote.suffix) + GAP_CP
    return placed


def _without_part_of_word(words: str, prefix: int) -> str:
    """The first word of a prefix may be the end of a longer one."""
    at = 0
    while at < prefix and words[at].isalnum():
        at += 1
    return UNKNOWN * at + words[at:]
