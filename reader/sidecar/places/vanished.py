"""Keeps annotations whose file was taken away while they were shown: else closing them would be the end of them."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from reader.sidecar.backups.backups import Backups
from reader.sidecar.backups.thinning import Why

_log = logging.getLogger(__name__)


def keep_vanished(data: bytes, annotations: int, backups: Backups) -> None:
    """Have `data`, a sidecar that stands nowhere any more, among the backups. What cannot be kept is logged."""
    now = datetime.now(UTC)
    try:
        backups.keep(data, Why.GONE, annotations, now, now)
    except OSError as error:
        _log.warning("no backup of annotations whose file is gone: %s", error)
