"""What a registration put where, and what stood there before: kept in the state folder, so that all of it can go."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, NamedTuple

_FILE = ("desktop", "registered.json")


class Taken(NamedTuple):
    """A default that was taken: in which list, for which type, what the line said before (None: no line) and after."""

    path: str
    mime: str
    before: str | None
    after: str


class Record(NamedTuple):
    """`files` have the digest of what was put there; `folders` were not there before; `lists` neither."""

    files: dict[str, str]
    folders: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    taken: tuple[Taken, ...] = ()

    def is_ours(self, path: Path, data: bytes) -> bool:
        """Whether these bytes are what was put there."""
        return self.files.get(str(path)) == digest(data)


def digest(data: bytes) -> str:
    """What a file is recognised by."""
    return hashlib.sha256(data).hexdigest()


def record_path(state: Path) -> Path:
    """Where the record is kept."""
    return state.joinpath(*_FILE)


def read_record(state: Path) -> Record:
    """What was noted last; an empty one when there is none, or none that can be read."""
    try:
        found: dict[str, Any] = json.loads(record_path(state).read_bytes())
        taken = tuple(Taken(**each) for each in found["taken"])
        return Record(dict(found["files"]), tuple(found["folders"]), tuple(found["lists"]), taken)
    except (OSError, ValueError, KeyError, TypeError):
        return Record({})


def record_bytes(record: Record) -> bytes:
    """The same as it is kept."""
    value = {**record._asdict(), "taken": [each._asdict() for each in record.taken]}
    return json.dumps(value, indent=1, sort_keys=True).encode() + b"\n"
