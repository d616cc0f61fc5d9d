"""Where a name stands in a long text, found bit by bit, so that whoever waits for keys can look in between."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import is_normalized, normalize

from reader.text.quotes import DOUBLE_QUOTES, SINGLE_QUOTES, find_quote
from reader.text.spans import Span

CHUNK_CP = 16_000  # takes about a millisecond where a name stands in every line
STRIDE_CP = 1_000_000  # half as long for a text that does not hold the name at all
AT_ONCE = 300  # places looked at in about half a millisecond
_PLAIN = re.compile("[A-Za-z0-9]+(?: [A-Za-z0-9]+)*")
_GOES_ON = re.compile("[A-Za-z0-9_]")
_APART = str.maketrans(dict.fromkeys(SINGLE_QUOTES + DOUBLE_QUOTES, " "))


def places_of(text: str, name: str, *, composed: bool) -> Iterator[list[Span]]:
    """What `find_quote` finds, in lists, each after about a millisecond; a list may be empty.

    `composed`: the text is in NFC, which is asked once and not for every name.
    """
    if composed and _PLAIN.fullmatch(name):
        return _plain_places(text, name)
    return _any_places(text, name, composed=composed)


def _any_places(text: str, name: str, *, composed: bool) -> Iterator[list[Span]]:
    wanted = normalize("NFC", name)
    pieces = wanted.translate(_APART).split()
    key = max(pieces, key=len) if composed and pieces else ""
    beside = _beside(wanted)
    low, done = 0, 0
    while low < len(text):
        if key:
            found = text.find(key, low, low + STRIDE_CP)
            if found < 0:
                low = max(low + STRIDE_CP - len(key), low + 1)
                yield []
                continue
            low = max(found - beside, done)
        high = low + CHUNK_CP
        start = max(low - beside, 0)
        hits = [span for span in _within(text, name, start, high + beside, low) if span.start < high]
        low = done = max(high, hits[-1].end if hits else 0)
        yield hits


def _within(text: str, name: str, start: int, end: int, begin: int) -> list[Span]:
    """What `find_quote` finds from `begin` on when it sees no more than `[start, end)`."""
    seen = text[start:end]
    return [span.shifted(start) for span in find_quote(seen, name, within=Span(begin - start, len(seen)))]


def _beside(name: str) -> int:
    """No hit reaches further from one of its words, and what a boundary depends on lies nearer still."""
    return 2 * len(name) + 64


def _plain_places(text: str, name: str) -> Iterator[list[Span]]:
    """The same for a name of plain letters, digits and spaces, for which no pattern need be compiled (1.6 ms)."""
    key = max(name.split(), key=len)
    offset, beside = name.index(key), _beside(name)
    at, done, hits = 0, 0, list[Span]()
    read = 0
    while True:
        found = text.find(key, at, at + STRIDE_CP)
        if found < 0:
            yield hits
            hits, at = [], at + STRIDE_CP - len(key)
            if at >= len(text) - len(key):
                return
            continue
        at, read = found + 1, read + 1
        start = found - offset
        if start >= done:
            if text.startswith(name, start):
                end, sure = start + len(name), _is_bounded(text, start, start + len(name))
            else:
                sure = None if _is_folded(text, name, found, offset) else False
            if sure is None:  # other white space, or neighbours that need a closer look
                low = max(start - beside, 0)
                close = _within(text, name, low, found + len(name) + beside, max(done, low))
                hit = next((span for span in close if span.start <= found < span.end), None)
            else:
                hit = Span(start, end) if sure else None
            if hit is not None:
                hits.append(hit)
                done = hit.end
        if read % AT_ONCE == 0:
            yield hits
            hits = []


def _is_bounded(text: str, start: int, end: int) -> bool | None:
    """Whether a word boundary lies at both ends of plain characters; None where the neighbours are not plain."""
    before, after = text[max(start - 2, 0) : start], text[end : end + 2]
    if not (before.isascii() and after.isascii()):
        return None
    if _GOES_ON.match(before[-1:]) or _GOES_ON.match(after[:1]):
        return False
    in_number = text[start].isdigit() and re.fullmatch(r"\d[.,]", before)
    return not (in_number or (text[end - 1].isdigit() and re.fullmatch(r"[.,]\d", after)))


def _is_folded(text: str, name: str, found: int, offset: int) -> bool:
    """Whether the words around the one at `found` may be those of `name`, whatever white space parts them."""
    before, after = name[:offset].split(), name[offset:].split()
    reach = len(name) + 64
    return (text[max(found - reach, 0) : found].split()[-len(before) :] == before if before else True) and " ".join(
        text[found : found + reach].split()
    ).startswith(" ".join(after))


def is_composed(text: str) -> bool:
    """Whether a text is in NFC."""
    return is_normalized("NFC", text)
