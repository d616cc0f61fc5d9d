"""What comes after a broken sidecar was set aside: the newest backup, and what journals hold that was done after it."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable

from reader.errors import UserError
from reader.folders import Folders
from reader.sidecar.backups.backups import Backup, Backups
from reader.sidecar.journal.recovery import find_left_over
from reader.sidecar.keeping.store import Loaded
from reader.text.article import Article

_log = logging.getLogger(__name__)


def go_on(article: Article, folders: Folders, load: Callable[[], Loaded]) -> Backup | None:
    """Put the newest backup of `article` in its place, if nothing stands there, and have journals count from it.

    `load` loads what stands there. The next opening brings in what the journals hold. Nothing is raised for what
    cannot be had: then it begins with less. Returns the backup that stands there now.
    """
    restored = None
    if not load().stands_as:
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
        left.count_from(load().stands_as, int(restored.until.timestamp() * 1e9) if restored else sys.maxsize)
        left.let_go()
    return restored
