"""Making an entity type, as commands see it. Knows no Qt."""

from __future__ import annotations

from typing import Protocol

from reader.annotations.tagset import EntityType


class TypeMaking(Protocol):
    """Making an entity type, as commands see it."""

    def keep_type(self, new: EntityType) -> None:
        """Write it into the user's tag set, and have it hold from then on."""
