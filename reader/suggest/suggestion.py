"""`Suggestion`: words that could be tagged. A value; the layers make it and the engine chooses."""

from __future__ import annotations

from reader.frozen import dataclass
from reader.text.spans import Span


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Words that could be tagged as `type`; `score` from 0 to 1 says how sure the layer is."""

    span: Span
    type: str
    layer: str
    score: float
