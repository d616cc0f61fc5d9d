"""Dates of the document and of its annotations. Reads no clock; the one variable of the environment is passed in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache

UNKNOWN = datetime(1970, 1, 1, tzinfo=UTC)  # where a standard asks for a date and nothing has one


def parsed(iso: str) -> datetime | None:
    """An ISO 8601 date or time in UTC, None when it is none; without an offset it counts as UTC."""
    try:
        found = datetime.fromisoformat(iso.strip().replace("Z", "+00:00"))
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


@lru_cache(maxsize=1024)  # annotations made in one act share theirs
def pdf_date(iso: str) -> str:
    """`D:20250701091403Z` (PDF 32000-1, 7.9.4); empty when `iso` is no date."""
    found = parsed(iso)
    return found.strftime("D:%Y%m%d%H%M%SZ") if found and found.year >= 1000 else ""


def newest(dates: Iterable[str], epoch: str) -> datetime | None:
    """The document's date: `epoch` (SOURCE_DATE_EPOCH, seconds) if it is a number, else the newest of `dates`."""
    if epoch.strip().isdigit():
        try:
            return datetime.fromtimestamp(int(epoch), UTC)
        except (ValueError, OverflowError, OSError):
            return None
    found = [when for when in map(parsed, dates) if when]
    return max(found, default=None)
