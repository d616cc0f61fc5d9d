"""The rows of a claim's card by name: `source.0`, `verdict`, `evidence.2.url`. Knows no Qt.

A number behind the last part of its kind stands for the one that is being added.
"""

from __future__ import annotations

from typing import NamedTuple

from reader.annotations.model import Claim

NUMBERED = ("fragment", "source", "evidence")


class RowName(NamedTuple):
    """A row's name in pieces: its kind, which one (`number` from 0, or the `id` of what it points to), its field."""

    kind: str
    number: int = -1
    field: str = ""
    id: str = ""

    @classmethod
    def of(cls, name: str) -> RowName:
        """The pieces of a name; a fact of the claim itself is its own kind."""
        kind, _, rest = name.partition(".")
        if kind in NUMBERED:
            number, _, field = rest.partition(".")
            return cls(kind, int(number) if number.isdecimal() else -1, field)
        return cls(kind, id=rest)

    @property
    def part(self) -> str:
        """The name without the field: of a field of evidence, the piece it belongs to."""
        if self.kind in NUMBERED:
            return f"{self.kind}.{self.number}"
        return f"{self.kind}.{self.id}" if self.id else self.kind


def count_of(claim: Claim, kind: str) -> int:
    """How many parts of this kind the claim has."""
    parts = {"fragment": claim.fragments, "source": claim.attribution, "evidence": claim.evidence}
    return len(parts[kind])


def resolved(claim: Claim, row: str) -> str:
    """`row` with its number: "source" is the first speaker, or the one that is to be added."""
    if row != "source":
        return row
    speakers = (n for n, a in enumerate(claim.attribution) if a.role == "speaker")
    return f"source.{next(speakers, len(claim.attribution))}"
