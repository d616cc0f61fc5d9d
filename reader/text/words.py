"""Words as the caret steps over them and a bare key tags them. Sentences and names are found elsewhere.

After UAX #29, with these differences, so that what stands under the caret is what one wants to name:
a possessive `'s` is left out ("Russia" in "Russia's"), and a short French article before its apostrophe is a word
of its own ("État" in "l'État"); what a hyphen joins is one word ("first-strike"), and so are
numbers ("2,775"), abbreviations with their points ("U.S."), addresses, e-mail addresses, @names and #tags. In
scripts without spaces each cluster is a word, a run of Katakana is one. Spans are whole grapheme clusters.
Work is local: it grows with the word, not with the text.
"""

from __future__ import annotations

from collections.abc import Iterator

from reader.text.clusters import is_boundary, previous_boundary, snap_outwards
from reader.text.patterns import compiled
from reader.text.quotes import UNSPACED
from reader.text.spans import Span

_KANA = r"[\p{Katakana}ー]"
_SINGLE = rf"[[\p{{L}}\p{{N}}&&[{UNSPACED}]]--{_KANA}]"
_LETTER = rf"[[\p{{L}}\p{{N}}_]--[{UNSPACED}ʼ]]"
_INNER = rf"[{_LETTER}\p{{M}}\u00ad\u200c\u200d]"
_APOSTROPHE = "['’ʼ＇]"
_POSSESSIVE = rf"{_APOSTROPHE}[sS](?!{_INNER})"

_WORD = rf"""(?xV1)
    (?:https?://|www\.)[\x21-\x7e]*[A-Za-z0-9_/\#=&%+~-]          # an address, without the full stop behind it
    | [A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+                         # an e-mail address
    | (?<!{_INNER})[@\#]{_LETTER}{_INNER}*
    | (?<!{_INNER})(?:\p{{L}}\.){{2,}}(?!{_INNER})         # U.S.
    | (?!(?<=[\p{{L}}\p{{N}}]{_APOSTROPHE})[sS](?!{_INNER}))  # not the s of a possessive
      {_LETTER}{_INNER}*
      (?:
        (?:
          (?<=\p{{N}})[.,:’'٫٬](?=\p{{N}})
          | [-‐‑·&](?={_LETTER})
          | (?<!(?<!{_INNER})(?:[cdjlmnst]|qu)){_APOSTROPHE}(?<!(?={_POSSESSIVE}).)(?=\p{{L}})
          | (?<=\p{{Hebrew}})["״׳](?=\p{{Hebrew}})
        )
        {_INNER}+
      )*
    | {_KANA}[{_KANA}\p{{M}}]*
    | (?={_SINGLE})\X
    """
_ENDING = rf"(?V1){_POSSESSIVE}"
# Before these, and behind white space, a word cannot have begun further back.
_STOP = rf"(?V1)(?r)[\s{_SINGLE}]"
_NO_SPACE_BACKWARDS = r"(?r)\S"


def _stretch_start(text: str, position: int) -> int:
    """A place at or before `position` from which the words around it can be found."""
    stop = compiled(_STOP).search(text, 0, position)
    if stop is None:
        return 0
    if stop.group().isspace():
        return stop.end()
    return stop.start() if is_boundary(text, stop.start()) else previous_boundary(text, stop.start())


def _words_from(text: str, start: int) -> Iterator[Span]:
    for found in compiled(_WORD).finditer(text, start):
        yield snap_outwards(text, Span(found.start(), found.end()))


def word_at(text: str, position: int) -> Span | None:
    """The word that covers `position`, else the one that ends there, else None.

    A possessive ending belongs to the word before it: on the `s` of "Russia's" the word is "Russia".
    """
    touched: Span | None = None
    for word in _words_from(text, _stretch_start(text, position)):
        if word.start <= position < word.end:
            return word
        if word.start > position:
            break
        touched = word
    if touched is None:
        return None
    ending = compiled(_ENDING).match(text, touched.end)
    return touched if position <= (ending.end() if ending else touched.end) else None


def next_word(text: str, position: int) -> Span | None:
    """The first word that starts after `position`, or None."""
    return next((word for word in _words_from(text, _stretch_start(text, position)) if word.start > position), None)


def previous_word(text: str, position: int) -> Span | None:
    """The last word that starts before `position`, or None."""
    position = min(position, len(text))
    while position > 0:
        start = _stretch_start(text, position)
        last: Span | None = None
        for word in _words_from(text, start):
            if word.start >= position:
                break
            last = word
        if last is not None:
            return last
        before = compiled(_NO_SPACE_BACKWARDS).search(text, 0, start)
        position = before.end() if before else 0
    return None


def words_in(text: str, span: Span) -> tuple[Span, ...]:
    """The words that lie wholly inside `span`, in order."""
    words: list[Span] = []
    for word in _words_from(text, _stretch_start(text, span.start)):
        if word.start >= span.end:
            break
        if span.covers(word):
            words.append(word)
    return tuple(words)
