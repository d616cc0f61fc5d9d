"""Remembers size and place of the window that was closed last, for the next one. Knows no Qt; not for a GUI thread."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import NamedTuple

FILE_NAME = "window.json"
LARGEST = 20_000  # px; no screen is larger


class LastPlace(NamedTuple):
    """The frame's top left corner and the size inside the frame, in pixels; and whether it filled its screen."""

    x: int
    y: int
    width: int
    height: int
    maximised: bool = False


def read_place(state: Path) -> LastPlace | None:
    """The place that was kept; None without one, or when it can't be read."""
    try:
        data = json.loads((state / FILE_NAME).read_bytes())
        x, y, width, height = (int(data[name]) for name in LastPlace._fields[:4])
        place = LastPlace(x, y, width, height, bool(data["maximised"]))
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None
    fits = all(abs(n) <= LARGEST for n in place[:4]) and min(place.width, place.height) >= 100
    return place if fits else None


def keep_place(state: Path, place: LastPlace) -> None:
    """Keep it. What cannot be written is not kept, without a word."""
    from reader.sidecar.disk.durable import make_folder, write_durably

    with contextlib.suppress(OSError):
        make_folder(state)
        write_durably(state / FILE_NAME, json.dumps(place._asdict()).encode())
