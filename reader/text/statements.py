"""The statement at a place, which is what a claim is made of: what was said, not that somebody said it.

"She denied that the ferry was late" gives "the ferry was late" from any of its words; who said it, and with which verb,
is the claim's attribution. Where the words that tell it stand within the statement ("The ferry, she said, was late"),
it has two fragments.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader.text.article import Article
from reader.text.clauses import Clause, is_finite, parsed
from reader.text.sentences import sentence_at
from reader.text.spans import Span

_BEGINS_ANEW = re.compile(r"(?i)\b(?:and|but|or|so|yet|who|whom|whose|which|as|while|because|adding|\w+ing)\b")
_CLOSES = re.compile(r"[\s,.?!]*[\"”»]")
_OPENS = re.compile(r"[\"“«]")


def statement_at(article: Article, position: int) -> tuple[Span, ...]:
    """The fragments of the statement at `position`, in order; the whole sentence when it has no clauses."""
    text, sentence = article.text, sentence_at(article, position)
    clauses = parsed(text, sentence)
    if not clauses:
        return (sentence,) if len(sentence) else ()
    here = next((i for i in reversed(range(len(clauses))) if clauses[i].span.start <= position), 0)
    return tuple(clauses[i].span for i in _stated(text, clauses, here))


def _stated(text: str, clauses: Sequence[Clause], at: int) -> tuple[int, ...]:
    """Which clauses make up the statement that the one at `at` belongs to, or reports."""
    step = 1 if clauses[at].onward else -1
    while clauses[at].reports:
        if _interrupts(text, clauses, at):
            return (at - 1, at + 1)
        if not 0 <= at + step < len(clauses):
            return (at,)
        at += step
    for report in (at - 1, at + 1):
        if 0 <= report < len(clauses) and _interrupts(text, clauses, report):
            return (report - 1, report + 1)
    return (at,)


def _interrupts(text: str, clauses: Sequence[Clause], at: int) -> bool:
    """Whether the clause at `at` stands within what it reports."""
    if not clauses[at].reports or clauses[at].onward or not 0 < at < len(clauses) - 1:
        return False
    before, after = clauses[at - 1], clauses[at + 1]
    if before.reports or after.reports:
        return False
    quoted = _CLOSES.match(text, before.span.end) is not None
    between = text[clauses[at].span.end : after.span.start]
    if quoted or _OPENS.search(between):
        return quoted and _OPENS.search(between) is not None
    return not is_finite(before.span.of(text)) and not _BEGINS_ANEW.search(between + after.span.of(text).split(" ")[0])
