"""Finds the files that ship with Postil, in a checkout and in an installed wheel alike."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

# The family name inside the shipped fonts, for Qt and typst alike. The optical size SmText has a name of its own, so
# another Source Serif that the system may have is never taken for it.
READING_FACE = "Source Serif 4 SmText"
READING_FACE_FOLDER = "fonts/source-serif-4"


def resource(name: str) -> Traversable:
    """The shipped file or folder `name` ("tagsets/default.toml").

    A wheel holds them inside the package as `_resources`, a checkout beside it as `resources`. Only a package that is
    no folder (a zip file) is asked through `importlib.resources`, whose import takes 6 ms before the first frame.
    """
    package = Path(__file__).parent
    for root in (package / "_resources", package.parent / "resources"):
        if root.is_dir():
            return root.joinpath(*name.split("/"))
    from importlib.resources import files

    return files("reader").joinpath("_resources", *name.split("/"))


def resource_path(name: str) -> Path:
    """The same as a path on disk, for libraries that only take paths.

    Raises FileNotFoundError when the installation lacks it.
    """
    found = resource(name)
    if not isinstance(found, Path) or not found.exists():  # pip unpacks wheels, so there is a file on disk
        raise FileNotFoundError(name)
    return found.resolve()
