"""Sets a broken file aside under a dated name beside it, so that its place is free and nothing of it is lost."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from reader.errors import UserError, worded
from reader.sidecar.disk.durable import rename_durably
from reader.sidecar.places.places import why_not


def set_file_aside(path: Path, now: datetime) -> Path:
    """Rename a broken file to a dated name beside it. Raises UserError when it cannot be."""
    aside = path.with_name(f"{path.name}.broken-{now:%Y%m%d-%H%M%S}")
    try:
        if aside.exists():
            raise UserError(
                worded("{name} cannot be set aside", name=path.name), worded("{name} exists already", name=aside.name)
            )
        rename_durably(path, aside)
    except OSError as error:
        raise UserError(worded("{name} cannot be set aside", name=path.name), why_not(error)) from None
    return aside
