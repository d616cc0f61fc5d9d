"""A writable copy of the sample article in the user's data folder. Makes it once; what the user changed there stays."""

from __future__ import annotations

from pathlib import Path

from reader.app.wording.tr import tr
from reader.errors import UserError
from reader.folders import Folders
from reader.resources import resource
from reader.sidecar.disk.durable import make_folder, write_durably

ARTICLE = "harbour-ferry.md"


def sample_article(folders: Folders) -> Path:
    """The sample's path, copied there with its pictures if it was not yet. Raises UserError."""
    return copy_sample(folders.data / "samples")


def copy_sample(folder: Path) -> Path:
    """The same into any folder."""
    try:
        make_folder(folder)
        for item in resource("samples").iterdir():
            target = folder / item.name
            if item.is_file() and not target.exists():
                write_durably(target, item.read_bytes(), expect=None)
    except OSError as error:
        raise UserError(
            tr("The sample cannot be put into {folder}", folder=folder), str(error.strerror or error)
        ) from None
    return folder / ARTICLE
