"""How large a sidecar may be. A larger one is refused by its bytes, before anything of it is decoded."""

from __future__ import annotations

from reader.errors import UserError, worded

MOST_BYTES = 256 * 1024 * 1024
MOST_ANNOTATIONS = 200_000
# One annotation has some forty values; a claim with all its facts a hundred. A value takes about 60 bytes once it is
# decoded, so that no file can take much more than a gigabyte.
MOST_VALUES = 100 * MOST_ANNOTATIONS
SMALL_BYTES = 4 * MOST_ANNOTATIONS  # so few bytes cannot hold too much of anything
PIECE = 1 << 20  # bytes
_TARGET = b'"target"'  # each annotation has one; in a text the quotation marks would be escaped


def too_large(size: int) -> str:
    """What to say of a file of `size` bytes that is over `MOST_BYTES`."""
    megabytes = -(-size * 10 // (1024 * 1024)) / 10
    return worded(
        "it has {megabytes:g} MB, and {most} MB is the most Postil reads",
        megabytes=megabytes,
        most=MOST_BYTES // (1024 * 1024),
    )


def too_many(count: int) -> str:
    """What to say of `count` annotations or entities that are over `MOST_ANNOTATIONS`."""
    return worded("it has {count:,} records, and {most:,} is the most Postil reads", count=count, most=MOST_ANNOTATIONS)


def why_too_much(data: bytes) -> str:
    """Why these bytes are not to be decoded; empty when they are within bounds."""
    if len(data) > MOST_BYTES:
        return too_large(len(data))
    if len(data) < SMALL_BYTES:
        return ""
    annotations = _count(data, _TARGET)
    if annotations > MOST_ANNOTATIONS:
        return too_many(annotations)
    if sum(_count(data, mark) for mark in (b",", b"[", b"{")) > MOST_VALUES:
        return worded(
            "it has over {values:,} values, more than {most:,} annotations need",
            values=MOST_VALUES,
            most=MOST_ANNOTATIONS,
        )
    return ""


def _count(data: bytes, sought: bytes) -> int:
    """How often it stands there; a piece at a time, since other threads wait meanwhile: 40 ms for 80 MB."""
    over = len(sought) - 1
    return sum(data.count(sought, start, start + PIECE + over) for start in range(0, len(data), PIECE))


def why_too_many(annotations: int, entities: int) -> str:
    """The same for what was counted: not each record needs a target."""
    return too_many(max(annotations, entities)) if max(annotations, entities) > MOST_ANNOTATIONS else ""


def require_storable(annotations: int, size: int = 0) -> None:
    """Raise UserError for what could be written and never be read again."""
    if annotations > MOST_ANNOTATIONS or size > MOST_BYTES:
        why = (
            worded(
                "an article can have {most:,}, and these would be {annotations:,}",
                most=MOST_ANNOTATIONS,
                annotations=annotations,
            )
            if annotations > MOST_ANNOTATIONS
            else worded("their file would have over {megabytes} MB", megabytes=MOST_BYTES // (1024 * 1024))
        )
        raise UserError("There are too many annotations", why)
