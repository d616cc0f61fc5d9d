"""`Span`: a stretch of the reading text in code points. Nothing here knows what stands in it."""

from __future__ import annotations

from reader.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """`[start, end)` in code points of the reading text."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    # Compared more often than anything else, so these are written out.

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Span) and (self.start, self.end) == (other.start, other.end)

    def __hash__(self) -> int:
        return hash((self.start, self.end))

    def __lt__(self, other: Span) -> bool:
        return (self.start, self.end) < (other.start, other.end)

    def __le__(self, other: Span) -> bool:
        return (self.start, self.end) <= (other.start, other.end)

    def of(self, text: str) -> str:
        """The words it covers in `text`."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether both share at least one code point."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside, equal ends included."""
        return self.start <= other.start and other.end <= self.end

    def shifted(self, by: int) -> Span:
        """The same length, `by` code points further on."""
        return Span(self.start + by, self.end + by)
