"""Addresses, handles and dates: what can be told by its form alone."""

from __future__ import annotations

import re

from reader.suggest.suggestion import Suggestion
from reader.text.spans import Span

_MONTH = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)"
)
_DAY = r"[0-3]?\d(?:st|nd|rd|th)?"
_PATTERNS = (
    ("ID", 0.9, re.compile(r"\bhttps?://[^\s<>\"“”]*[\w/]")),
    ("ID", 0.9, re.compile(r"\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}\b")),
    ("ID", 0.7, re.compile(r"(?<![\w@./])@\w{2,30}\b(?![.@]\w)")),
    ("DATE", 0.9, re.compile(r"\b(?:19|20)\d\d-[01]\d-[0-3]\d\b")),
    ("DATE", 0.85, re.compile(rf"\b(?:{_DAY} )?{_MONTH}\.?(?: {_DAY},)? (?:19|20)\d\d\b")),
    ("DATE", 0.75, re.compile(rf"\b(?:[0-3]?\d {_MONTH}|{_MONTH} [0-3]?\d)\b(?!:)")),
)  # fmt: skip


def identifiers(text: str) -> list[Suggestion]:
    """Web and mail addresses, handles, and dates written in numbers or in English."""
    return [
        Suggestion(Span(*match.span()), type_id, "identifier", score)
        for type_id, score, pattern in _PATTERNS
        for match in pattern.finditer(text)
    ]
