"""Finds the files that ship with Postil, in a checkout and in an installed wheel alike."""

from __future__ import annotations

from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from pathlib import Path

# The family name inside the shipped fonts, for Qt and typst alike. The optical size SmText has a name of its own, so
# another Source Serif that the system may have is never taken for it.
READING_FACE = "Source Serif 4 SmText"
SHIPPED_FACE = "Source Serif 4"  # what users call it, in settings and menus
READING_FACE_FOLDER = "fonts/source-serif-4"


def resource(name: str) -> Traversable:
    """The shipped file or folder `name` ("tagsets/default.toml").

    A wheel holds them inside the package as `_resources`, a checkout beside it as `resources`.
    """
    package = files("reader")
    inside = package / "_resources"
    root = inside if inside.is_dir() else package / ".." / "resources"
    return root.joinpath(*name.split("/"))


def resource_path(name: str) -> Path:
    """The same as a path on disk, for libraries that only take paths.

    Raises FileNotFoundError when the installation lacks it.
    """
    with as_file(resource(name)) as path:  # pip unpacks wheels, so this is the file itself, never a temporary copy
        if not path.exists():
            raise FileNotFoundError(name)
        return path.resolve()
