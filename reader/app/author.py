"""Keeps the name that new annotations carry, in the user's settings. Knows no Qt."""

from __future__ import annotations

from pathlib import Path

from reader.errors import UserError
from reader.settings import FILE_NAME, with_creator
from reader.sidecar.durable import write_durably
from reader.toml_text import read_toml


def keep_creator(config: Path, name: str) -> None:
    """Write `name` (empty: none) into the settings in the folder `config`, all else there as it was.

    Raises UserError when the file is broken, which is then left alone, or cannot be written.
    """
    path = config / FILE_NAME
    what = f"The name is not kept in {path}"
    try:
        before, _ = read_toml(path, what, "Mend the file first")
    except FileNotFoundError:
        before = ""
    try:
        config.mkdir(parents=True, exist_ok=True)
        write_durably(path, with_creator(before, name).encode("utf-8"))
    except OSError as error:
        raise UserError(what, (error.strerror or str(error)).lower()) from None
