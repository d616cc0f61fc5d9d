"""TOML files that users write: the text, the data, and what is wrong in words that name the line."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from reader.errors import UserError


def read_toml(path: Path, what: str, remedy: str) -> tuple[str, dict[str, Any]]:
    """Text and data of a TOML file. Raises FileNotFoundError, or UserError(what, reason with the line, remedy)."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise
    except OSError as error:
        raise UserError(what, (error.strerror or "it cannot be read").lower(), remedy) from None
    except UnicodeDecodeError:
        raise UserError(what, "it is not UTF-8", remedy) from None
    try:
        return text, tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        last = f"at line {len(text.splitlines())}, the last"
        raise UserError(what, str(error).replace("at end of document", last), remedy) from None
    except RecursionError:
        raise UserError(what, "it is nested too deeply", remedy) from None
    except ValueError:  # Python's own limit on digits, which tomllib lets through
        raise UserError(what, "a number in it is too long", remedy) from None
