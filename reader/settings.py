"""What a user may set in `settings.toml`. Reads it, and changes single lines of it; a broken file is named and left."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import NamedTuple

from reader.errors import UserError
from reader.toml_text import read_toml

FILE_NAME = "settings.toml"


class Settings(NamedTuple):
    """`creator` is the name that new annotations carry; empty: they carry none."""

    creator: str = ""
    warning: UserError | None = None


def read_settings(config: Path) -> Settings:
    """The settings in the folder `config`. What is wrong with the file is in `warning`, and the defaults hold."""
    path = config / FILE_NAME
    what, remedy = f"The settings {path} are not used", "The defaults hold"
    try:
        text, data = read_toml(path, what, remedy)
    except FileNotFoundError:
        return Settings()
    except UserError as problem:
        return Settings(warning=problem)
    creator = data.get("creator", "")
    if not isinstance(creator, str):
        reason = f"line {_line_of(text, 'creator')}: creator must be a text"
        return Settings(warning=UserError(what, reason, remedy))
    return Settings(" ".join(creator.split()))


def with_creator(toml: str, name: str) -> str:
    """The text of a settings file with this name in it, all else as it was."""
    line = f"creator = {json.dumps(name, ensure_ascii=False)}"  # JSON's strings are TOML's
    lines = toml.splitlines()
    for n, known in enumerate(lines):
        if re.match(r"\s*creator\s*=", known):
            return "\n".join([*lines[:n], line, *lines[n + 1 :]]) + "\n"
        if known.lstrip().startswith("["):
            return "\n".join([*lines[:n], line, *lines[n:]]) + "\n"
    return "\n".join([*lines, line]) + "\n"


def _line_of(toml: str, key: str) -> int:
    for n, line in enumerate(toml.splitlines(), start=1):
        if re.match(rf"\s*{key}\s*=", line):
            return n
    return 1
