"""Clauses of a sentence, so that a bare caret can become a claim. Rules on punctuation and English function words.

A sentence is cut where one statement ends and the next begins: at semicolons, colons and dashes, before and behind
"according to ..." set off by a comma, behind the "that" of a reported statement ("Moscow clarified that | ..."), and at
a comma when there is a finite verb on both sides. What has none ("In April,", "signed in July 2024,") stays with
its neighbour. Quotations and brackets are never cut. A leading conjunction and the punctuation at both
ends are left out. In other languages only the punctuation counts, commas left out. There is no grammar here: a
guess that the reader grows or shrinks by one key.
"""

from __future__ import annotations

import re
from itertools import pairwise

from reader.text.article import Article
from reader.text.sentences import sentence_at
from reader.text.spans import Span


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_AUXILIARIES = _set(
    "am is are was were has have had will would can could may might must shall should do does did isn't aren't "
    "wasn't weren't hasn't haven't hadn't won't wouldn't can't couldn't don't doesn't didn't said says say told "
    "tells claims notes stated met made went came took gave became began knew thought saw found left held kept "
    "wrote spoke fought won lost rose fell led paid sent brought sold bought stood grew drew ran"
)
_DETERMINERS = _set("a an the its his her their our my your this these those some any no newly highly")
# A piece that begins so goes with its neighbour unless an auxiliary shows a verb of its own.
_DEPENDENT = _set(
    "in on at by for from with without of to into over under during after before following despite including given "
    "according similar like unlike as due along together such per via amid among"
)
_RELATIVE = _set("who whom whose which")
_CONJUNCTIONS = _set("and but or yet so")
_VERB_AFTER_THAT = "|".join(sorted(_AUXILIARIES - {"notes", "claims", "found", "left"}))

_PROTECTED = (
    r"“[^“”]*”|\"[^\"]*\"|«[^«»]*»|„[^„“”]*[“”]|\([^()]*\)|\[[^\[\]]*\]"
    r"|(?<!\w)['‘](?=\w)[^‘\n]{0,400}?['’](?!\w)"  # bounded, for an apostrophe may open nothing
)
_BREAK = rf"""
    (?P<hard>
        [;:](?=\s) | [；：] | \s{{0,8}}—\s{{0,8}} | \s(?:–|--?)\s
      | ,["”’»]?(?=\s{{1,8}}according\s{{1,8}}to\b)
      | \s{{1,8}}and\s{{1,8}}(?=(?:\w+\s+){{1,2}}that\s)
      | (?<=\w)\s{{1,8}}that\s{{1,8}}(?!(?:\w+ly\s+)?(?:{_VERB_AFTER_THAT})\b)
    )
    | (?P<soft>,["”’»]?(?=\s))
    """
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LEADING = r"(?i)(?:[\s,.;:–—…-]|(?:and|but|or|nor|yet|so|that|however|moreover|meanwhile|therefore|also)\b(?=[\s,]))+"
_TRAILING = " \t\n\u00a0,.;:–—-…!?。！？；：，"


def clauses_in(text: str, sentence: Span) -> tuple[Span, ...]:
    """The clauses of a sentence, in order and not overlapping; at least one unless it has no letters."""
    words = sentence.of(text)
    masked = re.sub(_PROTECTED, _mask, words)
    cuts = list(re.finditer(_BREAK, masked, re.VERBOSE))
    ends = [*(cut.start() for cut in cuts), len(words)]
    pieces: list[Span] = []
    start, has_verb = 0, _is_finite(masked[: ends[0]])
    for cut, following in zip(cuts, ends[1:], strict=True):
        next_has_verb = _is_finite(masked[cut.end() : following])
        if cut["hard"] is not None or (has_verb and next_has_verb):
            pieces.append(Span(start, cut.end() if cut.group().startswith(",") else cut.start()))
            start, has_verb = cut.end(), next_has_verb
        has_verb = has_verb or next_has_verb
    pieces.append(Span(start, len(words)))
    trimmed = (_trimmed(words, piece) for piece in pieces)
    return tuple(piece.shifted(sentence.start) for piece in trimmed if any(map(str.isalnum, piece.of(words))))


def clause_at(article: Article, position: int) -> Span:
    """The clause at `position`; between two, the one before. The whole sentence when it has no clauses."""
    sentence = sentence_at(article, position)
    clauses = clauses_in(article.text, sentence)
    if not clauses:
        return sentence
    return next((each for each in reversed(clauses) if each.start <= position), clauses[0])


def _mask(found: re.Match[str]) -> str:
    """The same length without words; a comma before the closing mark stays, for it ends what stands around."""
    whole = found.group()
    last = "," if whole[-2] == "," and len(whole) > 2 else "\x00"
    return whole[0] + "\x00" * (len(whole) - 3) + last + whole[-1] if len(whole) > 2 else whole


def _is_finite(piece: str) -> bool:
    """Whether a piece seems to have a verb with a subject: an auxiliary, or a past that is no participle."""
    words = [word.lower() for word in _WORD.findall(piece)]
    while words and words[0] in _CONJUNCTIONS:
        words.pop(0)
    if any(word in _AUXILIARIES for word in words):
        return True
    if not words or words[0] in _DEPENDENT:
        return False
    if words[0] in _RELATIVE:
        return True
    while words and words[0].endswith("ly"):
        words.pop(0)
    return any(
        word.endswith("ed") and len(word) > 4 and before not in _DETERMINERS and not before.endswith(("'s", "’s"))
        for before, word in pairwise(words)
    )


def _trimmed(words: str, piece: Span) -> Span:
    leading = re.compile(_LEADING).match(words, piece.start, piece.end)
    start = leading.end() if leading else piece.start
    end = start + len(words[start : piece.end].rstrip(_TRAILING))
    return Span(start, end)
