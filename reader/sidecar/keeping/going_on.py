"""What becomes of a broken sidecar: it is set aside, and the newest backup and what journals hold take its place."""

from __future__ import annotations

import logging
import sys
from datetime import datetime
from pathlib import Path

from reader.errors import UserError
from reader.sidecar.backups.backups import Backup, Backups
from reader.sidecar.journal.recovery import find_left_over
from reader.sidecar.keeping.store import SidecarStore
from reader.sidecar.places.aside import set_file_aside

_log = logging.getLogger(__name__)


def set_aside(store: SidecarStore, now: datetime) -> tuple[Path, ...]:
    """Rename what is broken, beside the article and in the data folder, to dated names, so that it can begin anew.

    Returns the new names, none when all can be read by now. Raises UserError. May be called from any thread.
    """
    found = []
    for path in (store.path, store.places.fallback().sidecar):
        try:
            store.reader.read_anew(path)
        except UserError:
            found.append(set_file_aside(path, now))
    return tuple(found)


def go_on(store: SidecarStore) -> Backup | None:
    """Put the newest backup in the place of what was set aside, if nothing stands there; journals count from it.

    Nothing was loaded before. The next opening brings in what the journals hold. Nothing is raised for what cannot be
    had: then it begins with less. Returns the backup that stands there now.
    """
    article, folders, restored = store.article, store.folders, None
    if not store.load().stands_as:
        try:
            from reader.sidecar.backups.restoring import restore

            backups = Backups.of(article, folders.state)
            for newest in backups.all()[:1]:
                restore(backups, newest, article.path, article.sha256, folders)
                restored = newest
        except UserError as problem:
            _log.warning("no backup: %s", problem)
    left = find_left_over(article, folders.state)
    if left is not None:
        left.count_from(store.load().stands_as, int(restored.until.timestamp() * 1e9) if restored else sys.maxsize)
        left.let_go()
    return restored
