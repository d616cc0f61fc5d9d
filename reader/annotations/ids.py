"""Where new annotations get their id, their time and their author from. Passed in, so that tests can fix them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import NamedTuple


def new_id() -> str:
    """A fresh `urn:uuid:` of version 7 (RFC 9562, section 5.7): sorts by the millisecond it was made in."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & (1 << 48) - 1) << 80 | 0x7 << 76 | _random_bits(12) << 64
    value |= 0b10 << 62 | _random_bits(62)
    digits = f"{value:032x}"
    parts = (digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:])
    return "urn:uuid:" + "-".join(parts)


def _random_bits(count: int) -> int:
    """From the system, as `secrets` has them; that module brings six others along, 4 ms before the first frame."""
    return int.from_bytes(os.urandom(8), "big") >> 64 - count


def utc_now() -> str:
    """The time as the sidecar writes it: `2025-07-01T09:14:03Z`."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


class Stamp(NamedTuple):
    """Gives ids, times and the author's name (empty: left out) to what is being made."""

    creator: str = ""
    now: Callable[[], str] = utc_now
    new_id: Callable[[], str] = new_id
