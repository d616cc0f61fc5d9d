"""Finds the files that ship with Postil, in a checkout and in an installed wheel alike."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import reader

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

# The family name inside the shipped fonts, for Qt and typst alike. The optical size SmText has a name of its own, so
# another Source Serif that the system may have is never taken for it.
READING_FACE = "Source Serif 4 SmText"
SHIPPED_FACE = "Source Serif 4"  # what users call it, in settings and menus
READING_FACE_FOLDER = "fonts/source-serif-4"


def resource(name: str) -> Traversable:
    """The shipped file or folder `name` ("tagsets/default.toml").

    A wheel holds them inside the package as `_resources`, a checkout beside it as `resources`.
    """
    parts = name.split("/")
    for root in reader.__path__:  # on disk nearly always; importlib.resources takes 8 ms to import
        for folder in (Path(root, "_resources"), Path(root, "..", "resources")):
            if folder.is_dir():
                return folder.joinpath(*parts)
    from importlib.resources import files

    return files("reader").joinpath("_resources", *parts)


def resource_path(name: str) -> Path:
    """The same as a path on disk, for libraries that only take paths.

    Raises FileNotFoundError when the installation lacks it.
    """
    found = resource(name)
    if not isinstance(found, Path):
        from importlib.resources import as_file

        with as_file(found) as path:  # pip unpacks wheels, so this is the file itself, never a temporary copy
            found = path
    if not found.exists():
        raise FileNotFoundError(name)
    return found.resolve()
