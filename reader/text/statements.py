"""The statement at a place, which is what a claim is made of: what was said, not that somebody said it.

"She denied that the ferry was late" gives "the ferry was late" from any of its words; who said it, and with which verb,
is the claim's attribution. Where the words that tell it stand within the statement ("The ferry, she said, was late"),
it has two fragments.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader.text.article import Article
from reader.text.clauses import Clause, begins_with_verb, is_finite, parsed
from reader.text.sentences import sentence_at
from reader.text.spans import Span

_BEGINS_ANEW = re.compile(r"(?i)\b(?:and|but|or|so|yet|who|whom|whose|which|as|while|because|adding|\w+ing)\b")
_ASIDE = re.compile(r"([^,]{1,80}),\s(?:who|which|whose)\b[^,]*$")
_CLOSES = re.compile(r"[\s,.?!]*[\"”»]")
_OPENS = re.compile(r"[\"“«]")


def statement_at(article: Article, position: int) -> tuple[Span, ...]:
    """The fragments of the statement at `position`, in order; the whole sentence when it has no clauses."""
    text, sentence = article.text, sentence_at(article, position)
    clauses = parsed(text, sentence)
    if not clauses:
        return (sentence,) if len(sentence) else ()
    here = next((i for i in reversed(range(len(clauses))) if clauses[i].span.start <= position), 0)
    found = _stated(text, clauses, here)
    after = found[0] + 1
    if clauses[here].reports and len(found) == 1 and after < len(clauses):
        says_on = begins_with_verb(clauses[after].span.of(text)) and _ASIDE.match(clauses[found[0]].span.of(text))
        found = (after,) if says_on else found  # "Police said |the man, who fled, |was arrested"
    stated = [clauses[i].span for i in found]
    return (*_subject(text, clauses, stated[0]), *stated)


def _subject(text: str, clauses: Sequence[Clause], first: Span) -> tuple[Span, ...]:
    """The subject of a clause that begins with its verb: "Ada, who left on Friday, |denied it"."""
    before = next((clause for clause in reversed(clauses) if clause.span.end < first.start), None)
    if before is None or before.reports or not begins_with_verb(first.of(text)):
        return ()
    aside = _ASIDE.match(before.span.of(text))
    return (Span(before.span.start, before.span.start + aside.end(1)),) if aside is not None else ()


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
