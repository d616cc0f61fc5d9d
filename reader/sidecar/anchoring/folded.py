"""A text without what typography alone changes, and where each of its places is in the text as written.

Alike are: runs of white space (line ends and no-break spaces too), straight and curly quotation marks, hyphens within
words and at line ends, dashes, an ellipsis and three points, NFC and NFD, invisible marks, the ">" before lines that a
mail quotes. An empty line becomes a line end, all other white space one space. Letters, digits and all other signs
stay: words are the same or they are not.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cache
from itertools import accumulate
from unicodedata import is_normalized, normalize

from reader.text.patterns import compiled
from reader.text.quotes import COMPOSABLE, DOUBLE_QUOTES, SINGLE_QUOTES

_HYPHENS, _DASHES = "-\u2010\u2011", "\u2012\u2013\u2014\u2015\u2212"
_INVISIBLE = "\u00ad\u200b\u200e\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069"
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "…": "..."}
_QUOTED_LINE = "\n>"
_LETTER = r"[^\W\d_]"
_SPACES = "\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"


@cache
def _changes(is_quoting: bool) -> re.Pattern[str]:
    """What is written with another number of code points; one set stands first, which is fast to look for.

    `is_quoting`: lines may begin with ">", as in mails.
    """
    marks = r"(?<=\s)(?:(?<=\n)|\s*\n)[^\S\n]*>(?:\s*>)*\s*|" if is_quoting else ""
    return re.compile(
        rf"[{_HYPHENS}{_DASHES}{_INVISIBLE}ﬀ-ﬆ…\s](?:"
        rf"{marks}(?<=\s)\s+"
        rf"|(?<!\s)(?:"
        rf"(?<=[{_HYPHENS}])(?<={_LETTER}[{_HYPHENS}])(?:[^\S\n]*\n\s*)?(?={_LETTER})"
        rf"|(?<=[{_INVISIBLE}])[{_INVISIBLE}]*"
        rf"|(?<=[{_HYPHENS}{_DASHES}])[{_HYPHENS}{_DASHES}]+"
        rf"|(?<=[ﬀ-ﬆ…])"
        rf"))"
    )


@cache
def _letters() -> dict[int, str]:
    """What is written with one code point instead of another."""
    table = dict.fromkeys(map(ord, SINGLE_QUOTES), "'") | dict.fromkeys(map(ord, DOUBLE_QUOTES), '"')
    table |= dict.fromkeys(map(ord, _HYPHENS + _DASHES), "-")
    spaces = re.compile(f"[{_SPACES}]")
    spaces_ = {code: " " for code in range(0x3001) if spaces.match(chr(code))}
    return {code: letter for code, letter in (table | spaces_).items() if chr(code) != letter}


def _plain(text: str) -> str:
    """`text` with what is written with one code point instead of another; `translate` takes eight times as long."""
    letters = _letters()
    for code in letters if not text.isascii() else (ord(c) for c in "\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f"):
        if (letter := chr(code)) in text:
            text = text.replace(letter, letters[code])
    return text


def _written_otherwise(found: str) -> str:
    first = found[0]
    if first.isspace():
        lines = found.count("\n")
        return "\uffff" if lines > 1 else "\n" if lines else " "  # an empty line: a line end, once others are spaces
    if first in _LIGATURES:
        return _LIGATURES[first]
    return "-" if len(found) > 1 and found[1] in _HYPHENS + _DASHES else ""


class Folded:
    """A text as it is compared, `text`, with its places: all in code points."""

    def __init__(self, original: str) -> None:
        self._composed: _Changed | None = None
        if not original.isascii() and not is_normalized("NFC", original):
            matches = ((m.start(), m.end(), normalize("NFC", m[0])) for m in compiled(COMPOSABLE).finditer(original))
            self._composed = _Changed(
                original, (change for change in matches if original[change[0] : change[1]] != change[2])
            )
            original = self._composed.text
        matches = (
            (m.start(), m.end(), _written_otherwise(m[0]))
            for m in _changes(_QUOTED_LINE in original).finditer(original)
        )
        self._changed = _Changed(original, matches)
        self.text = _plain(self._changed.text).replace("\uffff", "\n")

    @property
    def lines(self) -> str:
        """The same, and just as long, with line ends where there are some; what else it is nobody should ask."""
        return self._changed.text

    def start(self, position: int) -> int:
        """The folded place of where words of the original begin."""
        if self._composed is not None:
            position = self._composed.start(position)
        return self._changed.start(position)

    def end(self, position: int) -> int:
        """The folded place of where words of the original end."""
        if self._composed is not None:
            position = self._composed.end(position)
        return self._changed.end(position)

    def original_start(self, position: int) -> int:
        """Where words that begin at a folded place begin in the original."""
        position = self._changed.original_start(position)
        return position if self._composed is None else self._composed.original_start(position)

    def original_end(self, position: int) -> int:
        """Where words that end at a folded place end in the original."""
        position = self._changed.original_end(position)
        return position if self._composed is None else self._composed.original_end(position)


class _Changed:
    """A text in which some stretches were exchanged for others."""

    def __init__(self, original: str, changes: Iterable[tuple[int, int, str]]) -> None:
        parts: list[str] = []
        self._old: list[int] = []
        self._old_ends: list[int] = []
        lengths: list[int] = []
        kept: list[int] = []
        done = 0
        for start, end, words in changes:
            parts += (original[done:start], words)
            kept.append(start - done)
            lengths.append(len(words))
            self._old.append(start)
            self._old_ends.append(end)
            done = end
        parts.append(original[done:])
        self.text = "".join(parts)
        self._new_ends = list(accumulate(k + n for k, n in zip(kept, lengths, strict=True)))
        self._new = [end - n for end, n in zip(self._new_ends, lengths, strict=True)]

    def start(self, position: int) -> int:
        return _start(position, self._old, self._old_ends, self._new, self._new_ends)

    def end(self, position: int) -> int:
        return _end(position, self._old, self._old_ends, self._new_ends)

    def original_start(self, position: int) -> int:
        return _start(position, self._new, self._new_ends, self._old, self._old_ends)

    def original_end(self, position: int) -> int:
        return _end(position, self._new, self._new_ends, self._old_ends)


def _start(position: int, froms: list[int], from_ends: list[int], tos: list[int], to_ends: list[int]) -> int:
    """A start inside of what was exchanged becomes the start of it; what vanished stands before the start."""
    at = bisect_right(froms, position) - 1
    if at < 0:
        return position
    return tos[at] if position < from_ends[at] else to_ends[at] + position - from_ends[at]


def _end(position: int, froms: list[int], from_ends: list[int], to_ends: list[int]) -> int:
    at = bisect_left(froms, position) - 1
    if at < 0:
        return position
    return to_ends[at] if position < from_ends[at] else to_ends[at] + position - from_ends[at]
