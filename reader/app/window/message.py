"""What a message says and how it can be answered: values, without Qt."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Answer(NamedTuple):
    """What can be done about a message: the key that does it, a word or two, and the deed."""

    key: str
    words: str
    do: Callable[[], None]


class Message(NamedTuple):
    """A sentence with its answers. `error` colours it; `progress` is a share from 0 to 1, None without a measure."""

    text: str
    answers: tuple[Answer, ...] = ()
    error: bool = False
    progress: float | None = None
    sign: str = "document"
