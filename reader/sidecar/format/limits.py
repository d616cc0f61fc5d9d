"""How large a sidecar may be. A larger one is refused by its bytes, before anything of it is decoded."""

from __future__ import annotations

from reader.errors import UserError

MOST_BYTES = 256 * 1024 * 1024
MOST_ANNOTATIONS = 200_000
# One annotation has some forty values; a claim with all its facts a hundred. A value takes about 60 bytes once it is
# decoded, so that no file can take much more than a gigabyte.
MOST_VALUES = 100 * MOST_ANNOTATIONS
SMALL_BYTES = 4 * MOST_ANNOTATIONS  # so few bytes cannot hold too much of anything
_TARGET = b'"target"'  # each annotation has one; in a text the quotation marks would be escaped


def too_large(size: int) -> str:
    """What to say of a file of `size` bytes that is over `MOST_BYTES`."""
    megabytes = -(-size * 10 // (1024 * 1024)) / 10
    return f"it has {megabytes:g} MB, and {MOST_BYTES // (1024 * 1024)} MB is the most Postil reads"


def too_many(count: int) -> str:
    """What to say of `count` annotations or entities that are over `MOST_ANNOTATIONS`."""
    return f"it has {count:,} records, and {MOST_ANNOTATIONS:,} is the most Postil reads"


def why_too_much(data: bytes) -> str:
    """Why these bytes are not to be decoded; empty when they are within bounds."""
    if len(data) > MOST_BYTES:
        return too_large(len(data))
    if len(data) < SMALL_BYTES:
        return ""
    annotations = data.count(_TARGET)
    if annotations > MOST_ANNOTATIONS:
        return too_many(annotations)
    if data.count(b",") + data.count(b"[") + data.count(b"{") > MOST_VALUES:
        return f"it has over {MOST_VALUES:,} values, more than {MOST_ANNOTATIONS:,} annotations need"
    return ""


def why_too_many(annotations: int, entities: int) -> str:
    """The same for what was counted: not each record needs a target."""
    return too_many(max(annotations, entities)) if max(annotations, entities) > MOST_ANNOTATIONS else ""


def require_storable(annotations: int, size: int = 0) -> None:
    """Raise UserError for what could be written and never be read again."""
    if annotations > MOST_ANNOTATIONS or size > MOST_BYTES:
        why = (
            f"an article can have {MOST_ANNOTATIONS:,}, and these would be {annotations:,}"
            if annotations > MOST_ANNOTATIONS
            else f"their file would have over {MOST_BYTES // (1024 * 1024)} MB"
        )
        raise UserError("There are too many annotations", why)
