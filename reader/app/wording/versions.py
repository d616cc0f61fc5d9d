"""How earlier versions of annotations are told apart in a list, in the window and on the command line. Knows no Qt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from reader.app.wording.tr import later
from reader.sidecar.backups.backups import Backup
from reader.sidecar.backups.thinning import Why

MINUTES = "%Y-%m-%d %H:%M"
SECONDS, WITH_FRACTION = "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M:%S.%f"
WHY = {
    Why.CHANGE: later("before later changes"),
    Why.REMOVAL: later("before something was removed"),
    Why.RESTORE: later("before another version was restored"),
    Why.MOVE: later("when the article was moved"),
    Why.CONFLICT: later("before conflict copies were merged"),
    Why.MIGRATION: later("before the format was brought up to date"),
    Why.GONE: later("when its file was gone"),
    Why.EXPORT: later("as it was exported"),
    Why.LEFT: later("as it was left"),
}


def labels(backups: Sequence[Backup]) -> list[str]:
    """Until when each stood, in this computer's zone; to the second where that tells them apart."""
    times = [b.until.astimezone() for b in backups]
    alike = Counter(f"{time:{SECONDS}}" for time in times)
    return [f"{t:{SECONDS}}" if alike[f"{t:{SECONDS}}"] == 1 else f"{t:{WITH_FRACTION}}" for t in times]


def short_labels(backups: Sequence[Backup]) -> list[str]:
    """The same in no more detail than tells them apart: to the minute, mostly."""
    times = [b.until.astimezone() for b in backups]
    ways = [[f"{time:{way}}" for time in times] for way in (MINUTES, SECONDS, WITH_FRACTION)]
    alike = [Counter(way) for way in ways]
    return [
        next((way[n] for way, count in zip(ways, alike, strict=True) if count[way[n]] == 1), ways[-1][n])
        for n in range(len(times))
    ]
