"""Who said a claim, guessed from the words around it: "Moscow clarified that ...", "..., according to the agency".

English only, and only names that are tagged already: a guess that is not sure is none. There is no grammar here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from reader.annotations.model import Mention
from reader.text.reporting import BEFORE_THAT, SURE
from reader.text.spans import Span

_NEVER_SPEAK = frozenset({"DATE", "NUM", "ID", "EVENT", "OBJ"})
FEW_WORDS = 4  # between a name and its verb: "the minister, speaking in Turin, said" is further
_CUE = re.compile(
    rf"(?<!\w)(?:[Aa]ccording\s{{1,8}}to|{'|'.join(sorted(SURE))}"
    rf"|(?:{'|'.join(sorted(BEFORE_THAT))})(?=\s{{1,8}}that(?!\w)))(?!\w)"
)
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_AND = re.compile(r"\b(?:and|but)(?:\s{1,8}\w{1,20}){0,2}\s{1,8}$", re.IGNORECASE)  # "and further |stated"
_AS = re.compile(r"\s{1,8}as\s{1,8}$")  # "quoted Moscow| as |saying"
_NOT_BETWEEN = re.compile(r"[;:!?.]|\b(?:who|which|that|and|but)\b", re.IGNORECASE)
_ASIDE = re.compile(
    r",\s{1,8}(?:who|whose|whom|which)\b[^,;]{0,200},\s{0,8}$", re.IGNORECASE
)  # "Ada, who met Bob, |said"


class WhoSaid(NamedTuple):
    """The mention that names the source, and the words that report it."""

    source: Mention
    cue: Span


def who_said(text: str, sentence: Span, claim: Span, mentions: Sequence[Mention]) -> WhoSaid | None:
    """The source of `claim`, a stretch of `sentence`, among the `mentions` in it; None when the words do not tell.

    A verb before the claim goes first, the nearest one; else what follows it.
    """
    anybody = [m for m in mentions if m.type not in _NEVER_SPEAK and m.spans]
    speakers = [m for m in anybody if not claim.overlaps(m.spans[0])]
    before, after = Span(sentence.start, claim.start), Span(claim.end, sentence.end)
    outside = (_before(text, before, speakers) or _after(text, after, speakers)) if speakers else None
    return outside or _quoted_as(text, Span(sentence.start, claim.end), anybody)


def _cues(text: str, within: Span) -> list[Span]:
    return [Span(*found.span()) for found in _CUE.finditer(text, within.start, max(within.start, within.end))]


def _before(text: str, within: Span, speakers: Sequence[Mention]) -> WhoSaid | None:
    """ "Moscow clarified that |", "According to Moscow, |"; "and further stated that |" has the verb's before it."""
    latest: WhoSaid | None = None
    for cue in _cues(text, within):
        if text[cue.start : cue.end].lower().startswith("according"):
            named = _first_behind(text, Span(cue.end, within.end), speakers)
        else:
            named = _last_before(text, Span(within.start, cue.start), speakers)
            if named is None and latest is not None and _AND.search(text, within.start, cue.start):
                named = latest.source
        latest = WhoSaid(named, cue) if named is not None else None
    if latest is None or _words(text, latest.cue.end, within.end, speakers) > FEW_WORDS:
        return None
    return latest


def _after(text: str, within: Span, speakers: Sequence[Mention]) -> WhoSaid | None:
    """ "|, said Moscow", "|, Moscow said", "|, according to Moscow"."""
    for cue in _cues(text, within)[:1]:
        behind = _first_behind(text, Span(cue.end, within.end), speakers)
        named = behind or _last_before(text, Span(within.start, cue.start), speakers)
        if named is not None and _words(text, within.start, min(cue.start, named.spans[0].start), speakers) == 0:
            return WhoSaid(named, cue)
    return None


def _quoted_as(text: str, within: Span, speakers: Sequence[Mention]) -> WhoSaid | None:
    """ "quoted Moscow as saying that |", also where a claim takes all of these words in."""
    for cue in reversed(_cues(text, within)):
        as_ = _AS.search(text[: cue.start], within.start) if text[: cue.end].endswith("ing") else None
        named = next((m for m in speakers if as_ is not None and m.spans[0].end == as_.start()), None)
        if named is not None:
            return WhoSaid(named, cue)
    return None


def _last_before(text: str, within: Span, speakers: Sequence[Mention]) -> Mention | None:
    """The speaker whose name ends last in `within`, a few words from its end at most; asides are left out."""
    aside = _ASIDE.search(text[: within.end], within.start)
    within = within if aside is None else Span(within.start, aside.start())
    found = [m for m in speakers if within.covers(m.spans[0])]
    if not found:
        return None
    nearest = max(found, key=lambda m: (m.spans[0].end, len(m.spans[0])))
    between = text[nearest.spans[0].end : within.end]
    return nearest if len(_WORD.findall(between)) <= FEW_WORDS and not _NOT_BETWEEN.search(between) else None


def _first_behind(text: str, within: Span, speakers: Sequence[Mention]) -> Mention | None:
    """The speaker whose name begins first in `within`, a few words from its start at most; of several the longest."""
    found = [m for m in speakers if within.covers(m.spans[0])]
    if not found:
        return None
    nearest = min(found, key=lambda m: (m.spans[0].start, -len(m.spans[0])))
    between = text[within.start : nearest.spans[0].start]
    return nearest if len(_WORD.findall(between)) <= FEW_WORDS and not _NOT_BETWEEN.search(between) else None


def _words(text: str, start: int, end: int, speakers: Sequence[Mention]) -> int:
    """How many words lie between, those of speakers apart."""
    named = [m.spans[0] for m in speakers]
    places = (Span(start + found.start(), start + found.end()) for found in _WORD.finditer(text[start:end]))
    return sum(not any(span.overlaps(place) for span in named) for place in places)
