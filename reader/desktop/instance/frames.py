"""Messages on a stream of bytes: four bytes of length, most significant first, then as many bytes of JSON. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

MAX_BYTES = 64 * 1024  # of one message's JSON: a longer list of paths is sent in several
HEAD_BYTES = 4


class BadFrameError(Exception):
    """What came is no message of ours."""


def encode(message: Mapping[str, Any]) -> bytes:
    """A message as it is sent. Raises ValueError when it is longer than `MAX_BYTES`."""
    import json  # a start that finds nobody to talk to does without

    # ASCII alone: a path that is no UTF-8 has lone surrogates in it, which JSON can only escape
    data = json.dumps(message, separators=(",", ":")).encode("ascii")
    if len(data) > MAX_BYTES:
        raise ValueError(f"a message of {len(data)} bytes")
    return len(data).to_bytes(HEAD_BYTES, "big") + data


class Frames:
    """Puts messages together from the pieces that a stream comes in. Never holds more than one message."""

    def __init__(self) -> None:
        self._held = bytearray()

    @property
    def is_between(self) -> bool:
        """Whether no message has begun to come."""
        return not self._held

    def feed(self, piece: bytes) -> list[dict[str, Any]]:
        """The messages that are whole by now. Raises BadFrameError at the first that is not ours; then it is over."""
        self._held += piece
        found = []
        while len(self._held) >= HEAD_BYTES:
            length = int.from_bytes(self._held[:HEAD_BYTES], "big")
            if length > MAX_BYTES:
                raise BadFrameError(f"a message of {length} bytes")
            if len(self._held) < HEAD_BYTES + length:
                break
            found.append(_decode(bytes(self._held[HEAD_BYTES : HEAD_BYTES + length])))
            del self._held[: HEAD_BYTES + length]
        return found


def _decode(data: bytes) -> dict[str, Any]:
    import json

    try:
        message = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as problem:
        raise BadFrameError(str(problem)) from None
    if not isinstance(message, dict):
        raise BadFrameError("no object")
    return message
