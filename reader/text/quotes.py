"""Where the words of a quote stand in a text. Which of several hits is meant is not decided here.

Alike are: canonically equivalent spellings (NFC and NFD), any two runs of white space, quotation marks of one kind,
words with and without soft hyphens, which nobody sees. Kept apart are: upper and lower case, single and double
quotation marks, compatibility variants.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from unicodedata import is_normalized, normalize

from reader.frozen import dataclass
from reader.text.clusters import is_boundary
from reader.text.endings import inflected
from reader.text.patterns import compiled, escaped
from reader.text.spans import Span

SOFT_HYPHEN = "\u00ad"
_SOFT_INSIDE = re.compile(rf"(?<=\S){SOFT_HYPHEN}+(?=\S)")
SINGLE_QUOTES = "'‘’‚‛‹›′ʼ＇"
DOUBLE_QUOTES = '"“”„‟«»″＂'
# Scripts written without spaces between words (UAX #14 and #29 need a dictionary for them).
_UNSPACED_SCRIPTS = ("Han", "Hira", "Kana", "Bopo", "Thai", "Laoo", "Khmr", "Mymr", "Lana", "Talu", "Tale", "Tavt")
UNSPACED = "".join(rf"\p{{scx={script}}}" for script in _UNSPACED_SCRIPTS)

# What makes a word go on: letters, digits, underscore, marks, a soft hyphen or a joiner within a word. The
# modifier letter apostrophe counts as the apostrophe it is used for.
_WORD = rf"[[\w\p{{M}}\u00ad\u200c\u200d]--[{UNSPACED}ʼ]]"
_WORD_CHARACTER = rf"(?V1){_WORD}"
# A mark goes on with a word only when a letter or digit stands before it: behind an emoji it is the emoji's, and a
# keycap encloses what was a digit.
_BASE = rf"[\w--[\p{{M}}\u200c\u200d{UNSPACED}ʼ]]"
_INSIDE_BEFORE = rf"{_BASE}[\p{{Mn}}\p{{Mc}}\u00ad\u200c\u200d]*"
# A point or a comma between digits parts no words (UAX #29, WB11 and WB12): "10" does not stand in "10,000".
_LOOK_AHEAD_CP = 2  # what the patterns below may read behind a hit
_NUMBER_BEFORE, _NUMBER_AFTER = r"(?<!\d[.,])", r"(?![.,]\d)"
# Stretches that NFC may change: a character with marks or vowel and final jamo behind it, and single characters.
COMPOSABLE = r"(?s).?[\p{M}\u1160-\u11ff\p{NFC_QC=M}]+|\p{NFC_QC=N}"


@dataclass(frozen=True)
class _Composed:
    """A text in NFC. `changes` are `(start, end)` there with `(start, end)` in the original, in order."""

    text: str
    starts: tuple[int, ...]
    changes: tuple[tuple[int, int, int, int], ...]

    def original(self, position: int) -> int | None:
        """The place of a position in the original; None inside a stretch that NFC changed."""
        index = bisect_right(self.starts, position) - 1
        if index < 0:
            return position
        start, end, original_start, original_end = self.changes[index]
        if position == start:
            return original_start
        return original_end + position - end if position >= end else None


@lru_cache(maxsize=4)
def _composed(text: str) -> _Composed:
    if is_normalized("NFC", text):
        return _Composed(text, (), ())
    parts: list[str] = []
    changes: list[tuple[int, int, int, int]] = []
    done = length = 0
    for found in compiled(COMPOSABLE).finditer(text):
        written = found.group()
        composed = normalize("NFC", written)
        if composed == written:
            continue
        start = length + found.start() - done
        parts += (text[done : found.start()], composed)
        done, length = found.end(), start + len(composed)
        changes.append((start, length, found.start(), done))
    parts.append(text[done:])
    return _Composed("".join(parts), tuple(change[0] for change in changes), tuple(changes))


def _character(character: str) -> str:
    if character in SINGLE_QUOTES:
        return f"[{SINGLE_QUOTES}]"
    if character in DOUBLE_QUOTES:
        return f"[{DOUBLE_QUOTES}]"
    return escaped(character)


@lru_cache(maxsize=256)
def _pattern(quote: str, endings: str | None, between: str) -> str:
    """`between`: what may stand between the letters of a word."""
    words = quote.split()
    parts = []
    for number, word in enumerate(words, start=1):
        stem, ending = word, ""
        if endings is not None:
            stem, ending = inflected(word, number, len(words), endings)
        parts.append(between.join(map(_character, stem)) + ending)
    before, after = edges(words[0][0], words[-1][-1])
    body = r"[\s\x1c-\x1f]+".join(parts)
    return f"(?V1){before}{body}{after}"


def edges(first: str, last: str) -> tuple[str, str]:
    """Patterns for what may stand before words that begin with `first`, and behind ones that end with `last`."""
    before = f"(?<!{_INSIDE_BEFORE})" if compiled(_WORD_CHARACTER).match(first) else ""
    after = f"(?!{_WORD})" if compiled(_WORD_CHARACTER).match(last) else ""
    before += _NUMBER_BEFORE if first.isdecimal() else ""
    after += _NUMBER_AFTER if last.isdecimal() else ""
    return before, after


def find_quote(
    text: str, quote: str, *, ignore_case: bool = False, endings: str | None = None, within: Span | None = None
) -> list[Span]:
    """All places of `quote` in `text`, as spans of code points of `text`, from left to right and not overlapping.

    A hit begins and ends at a word boundary (between letters of scripts written without spaces: anywhere)
    and never inside a grapheme cluster. White space around the quote is ignored; an empty quote has no hits.
    With `ignore_case` letters are alike by full case folding; `endings` is the language (BCP 47, may be empty) whose
    other endings of the same words count too, None for none. All hits lie inside `within`, which bounds the work.
    """
    wanted = _SOFT_INSIDE.sub("", normalize("NFC", quote).strip())
    if not wanted:
        return []
    composed = _composed(text)
    between = f"{SOFT_HYPHEN}*" if SOFT_HYPHEN in text else ""
    pattern = compiled(_pattern(wanted, endings, between), ignore_case=ignore_case)
    hits: list[Span] = []
    room = Span(0, len(text)) if within is None else within
    position, stop = 0, len(composed.text)
    if not composed.changes:
        position, stop = room.start, min(stop, room.end + _LOOK_AHEAD_CP)
    while found := pattern.search(composed.text, position, stop):
        start, end = composed.original(found.start()), composed.original(found.end())
        position = found.start() + 1
        if start is None or end is None or not room.covers(Span(start, end)):
            continue
        if is_boundary(text, start) and is_boundary(text, end):
            hits.append(Span(start, end))
            position = found.end()
    return hits
