"""Clauses of a sentence, so that a bare caret can become a claim. Rules on punctuation and English function words.

A sentence is cut where one statement ends and the next begins: at semicolons, colons and dashes, between a statement
and the words that say whose it is ("Moscow clarified that | ...", "..., | said Ada", "According to the agency, | ..."),
and at a comma when there is a finite verb on both sides. What has none ("In April,", "signed in July 2024,") stays with
its neighbour. Quotations and brackets are never cut, and a quotation that is a clause goes without its marks. A leading
conjunction and the punctuation at both ends are left out. In other languages only the punctuation counts, commas left
out. There is no grammar here: a guess that the reader grows or shrinks by one key.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from typing import NamedTuple

from reader.text.article import Article
from reader.text.reporting import ASKS, BARE, OPENS_THAT, SURE, TAG
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
_PASSIVE = _set("is are was were be been being")
SEEN = 300  # code points behind a verb in which the one of the statement that it reports is looked for
FEW = 4  # words between what reports and its "that": "told reporters on Monday that"
_VERB_AFTER_THAT = "|".join(sorted(_AUXILIARIES - {"notes", "claims", "found", "left"}))

_PROTECTED = (
    r"“[^“”]*”|\"[^\"]*\"|«[^«»]*»|„[^„“”]*[“”]|\([^()]*\)|\[[^\[\]]*\]"
    r"|(?<!\w)['‘](?=\w)[^‘\n]{0,400}?['’](?!\w)"  # bounded, for an apostrophe may open nothing
)
_BREAK = rf"""
    (?P<hard>[;:](?=\s) | [；：] | \s{{0,8}}—\s{{0,8}} | \s(?:–|--?)\s)
    | (?P<and>\s{{1,8}}and\s{{1,8}}(?=(?:\w+\s+)?(?P<tells>\w+)\s+(?:that|the|an?|it|s?he|they|we|his|her|its|their)\s))
    | ,(?P<adding>\s{{1,8}}(?=(?:\w+\s+)?\w+ing\s+that\s))
    | (?<=\w)\s{{1,8}}(?P<that>that|whether|if)\s{{1,8}}(?!(?:\w+ly\s+)?(?:{_VERB_AFTER_THAT})\b)
    | (?P<tail>(?<=\w)(?=\s{{1,8}}according\s{{1,8}}to\b))
    | (?P<soft>(?:,["”’»]?|[?!]["”’»])(?=\s))
    """
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LEADING = r"(?i)(?:[\s,.;:–—…-]|(?:and|but|or|nor|yet|so|that|however|moreover|meanwhile|therefore|also)\b(?=[\s,]))+"
_TRAILING = " \t\n\u00a0,.;:–—-…!?。！？；：，"


class Clause(NamedTuple):
    """A clause, and where it only says whose another statement is (`reports`), on which side that one stands."""

    span: Span
    reports: bool = False
    onward: bool = False  # what is said follows: "Moscow said that | ..."; else it stands before: "..., | said Ada"


class _Cut(NamedTuple):
    start: int
    end: int
    kind: str
    keeps: bool = False  # the clause before it goes on to its end


def clauses_in(text: str, sentence: Span) -> tuple[Span, ...]:
    """The clauses of a sentence, in order and not overlapping; at least one unless it has no letters."""
    return tuple(clause.span for clause in parsed(text, sentence))


def parsed(text: str, sentence: Span) -> tuple[Clause, ...]:
    """The clauses, with what each is to the others."""
    words = sentence.of(text)
    masked = re.sub(_PROTECTED, _mask, words)
    tags: list[Span] = []
    found: list[Clause] = []
    start, scanned, has_verb = 0, 0, False
    cuts = _cuts(masked, tags)
    tagged = {tag.start for tag in tags}
    for cut, following in pairwise([*cuts, _Cut(len(words), len(words), "hard"), _Cut(len(words), 0, "")]):
        has_verb = has_verb or (start not in tagged and is_finite(masked[scanned : cut.start]))
        scanned = cut.end
        if cut.kind == "soft" and not (has_verb and is_finite(masked[cut.end : following.start])):
            continue
        onward = cut.kind == "that" or (masked[cut.start : cut.end].startswith(":") and _near(masked, cut.start))
        tag = start in tagged
        span = _trimmed(words, Span(start, cut.end if cut.keeps else cut.start))
        if any(map(str.isalnum, span.of(words))):
            found.append(Clause(span.shifted(sentence.start), tag or onward, onward or (tag and not found)))
        start, has_verb = cut.end, False
    return tuple(found)


def _cuts(masked: str, tags: list[Span]) -> list[_Cut]:
    """Where a sentence may be cut, in order; `tags` gets the places of words like "said Ada" between two of them."""
    cuts: list[_Cut] = []
    bare = [(m.start("gap"), m.end()) for m in BARE.finditer(masked) if _may_report(masked, m.start("verb"))]
    if (opening := TAG.match(masked)) is not None and _is_tag(opening) and _goes_on(masked, opening.end()):
        tags.append(Span(0, opening.end()))
    for cut in re.finditer(_BREAK, masked, re.VERBOSE):
        ends = cut.group()
        follows = TAG.match(masked, cut.end()) if cut["soft"] or cut["tail"] is not None else None
        if cut["soft"] and tags and tags[-1].end == cut.start():
            cuts.append(_Cut(*cut.span(), "hard", keeps=True))
        elif follows is not None and _is_tag(follows):
            tags.append(Span(cut.end(), follows.end()))
            cuts.append(_Cut(*cut.span(), "hard", keeps=True))
        elif cut["and"]:
            if cut["tells"].lower() in (OPENS_THAT if masked.startswith("that", cut.end("tells") + 1) else SURE):
                cuts.append(_Cut(*cut.span(), "hard"))
        elif cut["adding"]:
            cuts.append(_Cut(*cut.span(), "hard", keeps=True))
        elif cut["that"]:
            if _near(masked, cut.start(), ASKS if cut["that"] == "if" else OPENS_THAT | ASKS):
                cuts.append(_Cut(*cut.span(), "that"))
        elif cut["hard"] or (cut["soft"] and ends[0] == ","):
            cuts.append(_Cut(*cut.span(), "hard" if cut["hard"] else "soft", keeps=ends[0] == ","))
    if bare:
        places = [cut.start for cut in cuts]
        for start, end in bare:
            at = bisect_left(places, start)
            until = places[at] if at < len(places) else len(masked)
            inside = any(tag.start <= start < tag.end for tag in tags)
            if re.match(r",\s(?:who|which|whose)\b", masked[until:]):  # "said |the man, who fled, was arrested"
                until = len(masked)
            if not inside and (at == len(cuts) or end <= until) and is_finite(masked[end : min(until, end + SEEN)]):
                cuts.insert(at, _Cut(start, end, "that"))
                places.insert(at, start)
    return cuts


def _is_tag(found: re.Match[str]) -> bool:
    """Whether it names somebody and states nothing itself."""
    if (found["name"] or "").split()[:1] and found["name"].split()[0].lower() in _DEPENDENT - {"as"}:
        return False
    return not is_finite(f"{found['who'] or ''} {found['name'] or ''}")


def _goes_on(masked: str, end: int) -> bool:
    """Whether a statement follows the comma at `end`, and not what else was done: "Ada replied, | and left"."""
    following = _WORD.match(masked, end + 2) if masked[end : end + 2] == ", " else None
    first = following.group().lower() if following is not None else ""
    return masked[end : end + 1] == "," and first not in _CONJUNCTIONS | _RELATIVE and not first.endswith("ing")


def _near(masked: str, end: int, those: frozenset[str] = OPENS_THAT) -> bool:
    """Whether one of those words stands among the last few before `end`."""
    before = list(_WORD.finditer(masked, max(0, end - 80), end))[-FEW - 1 :]
    for determiner, word in pairwise([None, *before]):
        if word is not None and word.group().lower() in those:
            noun = determiner is not None and determiner.group().lower() in _DETERMINERS
            return not noun or is_finite(masked[max(0, end - 200) : word.start()])  # "there is no evidence that"
    return False


def _may_report(masked: str, verb: int) -> bool:
    before = _WORD.findall(masked[max(0, verb - 40) : verb])[-1:]
    return bool(before) and before[0].lower() not in _DETERMINERS | _PASSIVE


def clause_at(article: Article, position: int) -> Span:
    """The clause at `position`; between two, the one before. The whole sentence when it has no clauses."""
    sentence = sentence_at(article, position)
    clauses = clauses_in(article.text, sentence)
    if not clauses:
        return sentence
    return next((each for each in reversed(clauses) if each.start <= position), clauses[0])


def _mask(found: re.Match[str]) -> str:
    """The same length without words; what ends them stays before the closing mark, for it ends what stands around."""
    whole = found.group()
    last = whole[-2] if whole[-2] in ",?!" and len(whole) > 2 else "\x00"
    return whole[0] + "\x00" * (len(whole) - 3) + last + whole[-1] if len(whole) > 2 else whole


def begins_with_verb(piece: str) -> bool:
    """Whether a piece seems to begin with its verb, and so to have its subject elsewhere."""
    first = _WORD.match(piece)
    word = first.group() if first is not None else ""
    return word in _AUXILIARIES or (word.islower() and word.endswith("ed") and len(word) > 4)


def is_finite(piece: str) -> bool:
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
    start, end = piece.start, piece.end
    while True:
        leading = re.compile(_LEADING).match(words, start, end)
        start = leading.end() if leading else start
        end = start + len(words[start:end].rstrip(_TRAILING))
        inner = _unquoted(words, Span(start, end))
        if inner == Span(start, end):
            return inner
        start, end = inner.start, inner.end


def _unquoted(words: str, piece: Span) -> Span:
    """Without the marks of a quotation that is all of it, and without one whose other half stands elsewhere."""
    inside = piece.of(words)
    if len(inside) < 2:
        return piece
    if inside[0] in "'‘" and inside[-1] in "'’":
        return Span(piece.start + 1, piece.end - 1)
    for opens, closes in ('""', "“”", "«»"):
        first, last = inside[0] == opens, inside[-1] == closes
        marks = inside.count(opens) + (inside.count(closes) if opens != closes else 0)
        if marks and marks == first + last:
            return Span(piece.start + first, piece.end - last)
    return piece
