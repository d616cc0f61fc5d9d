"""How recent articles are said: where they are, and when that was. Knows no Qt."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from reader.app.wording.tr import tr, trn

FEW_DAYS = 7


def folder_words(path: Path, home: Path) -> str:
    """The folder of an article, `~` for the user's home. The paths of a document portal say nothing to anybody."""
    if "/doc/" in str(path):
        from reader.sidecar.places.lent import host_path, is_of_portal

        if is_of_portal(str(path)):
            outside = host_path(path)
            if not outside:
                return tr("outside of the sandbox")
            path = Path(outside)
    folder = path.parent
    if folder == home:
        return "~"
    return f"~/{folder.relative_to(home).as_posix()}" if folder.is_relative_to(home) else str(folder)


def when_words(opened_s: float, now: datetime | None = None) -> str:
    """ "10:24" today, "yesterday", "3 days ago", and the date of what is longer ago."""
    now = now or datetime.now().astimezone()
    try:
        opened = datetime.fromtimestamp(opened_s, now.tzinfo) if now.tzinfo else datetime.fromtimestamp(opened_s)
    except (ValueError, OverflowError, OSError):
        return ""
    days = (now.date() - opened.date()).days
    if days == 0:
        return f"{opened:%H:%M}"
    if days == 1:
        return tr("yesterday")
    if 1 < days < FEW_DAYS:
        return trn("{count} day ago", "{count} days ago", days)
    return f"{opened:%Y-%m-%d}"
