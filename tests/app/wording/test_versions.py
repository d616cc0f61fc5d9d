"""Earlier versions are told apart by no more of their time than it takes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from reader.app.wording.versions import short_labels
from reader.sidecar.backups.backups import Backup
from reader.sidecar.backups.thinning import Why


def kept(*times: datetime) -> list[Backup]:
    return [Backup(Path("x"), time, time, Why.CHANGE, 1, 10, "0" * 16, 10, time) for time in times]


def test_to_the_minute_and_further_only_where_two_are_alike() -> None:
    day = datetime(2026, 3, 2, 9, 0, tzinfo=UTC).astimezone()
    times = [day.replace(minute=1, second=7), day.replace(minute=5, second=1), day.replace(minute=5, second=30)]
    assert [label[-8:] for label in short_labels(kept(*times))] == [
        f"02 {day:%H}:01"[-8:],
        f"{day:%H}:05:01",
        f"{day:%H}:05:30",
    ]
    alike = [day.replace(microsecond=1), day.replace(microsecond=2)]
    assert [label[-15:] for label in short_labels(kept(*alike))] == [f"{day:%H}:00:00.000001", f"{day:%H}:00:00.000002"]
