"""Which of many backups stay: close together while they are young, far apart later. Decides only; touches no files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar

KEPT = timedelta(days=30)
APART = timedelta(minutes=5)
ALL_OF = timedelta(hours=1)
HOURLY_FOR = timedelta(days=1)
MOST_BYTES = 64 << 20  # an article, for what can be spared; what was taken before a removal cannot


class Why(StrEnum):
    """What made somebody keep a version."""

    CHANGE = "change"
    REMOVAL = "removal"
    RESTORE = "restore"
    MOVE = "move"
    CONFLICT = "conflict"
    MIGRATION = "migration"
    GONE = "gone"
    EXPORT = "export"  # what an exported file carries along
    LEFT = "left"  # what stands there when a session or a command has ended


class Kept(Protocol):
    """What the rules look at: when the version was replaced, why it was kept, and what it takes on the disk."""

    @property
    def until(self) -> datetime:
        """When another version took its place (UTC)."""

    @property
    def order(self) -> datetime:
        """By which the last one is known, whatever the clock said."""

    @property
    def why(self) -> Why:
        """What made somebody keep it."""

    @property
    def stored(self) -> int:
        """Bytes on the disk."""


K = TypeVar("K", bound=Kept)


def is_due(newest: datetime | None, now: datetime) -> bool:
    """Whether a version that is replaced at `now` is kept for no other reason than that time has passed."""
    # a newest one of the future: the clock was set back, and nobody knows how long ago that was
    return newest is None or not timedelta() <= now - newest < APART


def to_drop(backups: Iterable[K], now: datetime, *, most_bytes: int = MOST_BYTES) -> list[K]:
    """Those that need not stay. Never the newest, and none of the last 30 days that was not kept for time alone.

    Of the others all of the last hour stay, then the last of each hour, after a day the last of each day; the oldest
    go first when they are too large together.
    """
    newest_first = sorted(backups, key=lambda b: b.order, reverse=True)
    dropped: list[K] = []
    spare: list[K] = []
    taken: set[tuple[str, int]] = set()
    for number, backup in enumerate(newest_first):
        age = now - backup.until
        if number == 0:
            continue
        if age > KEPT:
            dropped.append(backup)
        elif backup.why in (Why.CHANGE, Why.LEFT):
            slot = _slot(backup.until, age)
            if slot is not None and slot in taken:
                dropped.append(backup)
            else:
                spare.append(backup)
            if slot is not None:
                taken.add(slot)
    return dropped + _too_many(newest_first, dropped, spare, most_bytes)


def _slot(until: datetime, age: timedelta) -> tuple[str, int] | None:
    """The stretch of time of which one is enough; None while all stay."""
    if age < ALL_OF:
        return None
    if age < HOURLY_FOR:
        return "hour", int(until.timestamp() // 3600)
    return "day", int(until.timestamp() // 86_400)


def _too_many(newest_first: Sequence[K], dropped: Sequence[K], spare: Sequence[K], most_bytes: int) -> list[K]:
    gone = {id(b) for b in dropped}
    total = sum(b.stored for b in newest_first if id(b) not in gone)
    more = []
    for backup in reversed(spare):
        if total <= most_bytes:
            break
        more.append(backup)
        total -= backup.stored
    return more
