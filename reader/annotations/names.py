"""When two stretches of words are the same name, and which entities bear it."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.annotations.collection import AnnotationSet
    from reader.annotations.model import Entity

_POSSESSIVE = re.compile(r"(?<=\w)(?:['’ʼ]s|(?<=[sS])['’ʼ])$")
_OPENING, _CLOSING = frozenset("'‘"), frozenset("'’")
_FOLD = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"'})


def display_name(words: str) -> str:
    """Words as an entity's name: one space for any white space, the possessive off.

    An apostrophe that closes a quotation mark in front is no possessive.
    """
    words = " ".join(words.split())
    if words[:1] in _OPENING and words[-1:] in _CLOSING:
        return words
    return _POSSESSIVE.sub("", words)


def name_key(words: str) -> str:
    """Equal for words that are the same name: NFC, white space folded, possessive off, quotes alike; case counts."""
    return unicodedata.normalize("NFC", display_name(words).translate(_FOLD))


def entities_named(annotations: AnnotationSet, type_id: str, words: str) -> list[Entity]:
    """The entities of this type that bear this name, as name or alias, in the order they were made."""
    return [entity for entity in annotations.named(words) if entity.type == type_id]


def entity_called(annotations: AnnotationSet, name: str) -> Entity | None:
    """The one entity of whatever type that bears this name, as name or alias; None when none or several do."""
    same = annotations.named(name)
    return same[0] if len(same) == 1 else None
