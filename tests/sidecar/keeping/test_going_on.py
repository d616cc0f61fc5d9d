"""Broken sidecars are set aside under a dated name, and nothing is lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from reader.errors import UserError
from reader.sidecar.keeping.going_on import set_aside
from reader.sidecar.keeping.reading import BrokenSidecarError
from reader.sidecar.places.places import beside
from tests.sidecar.desk import Desk


def test_set_aside_keeps_the_broken_file_under_a_dated_name(desk: Callable[..., Desk], path: Path) -> None:

    beside(path).write_bytes(b"{")
    one = desk()
    [aside] = set_aside(one.store, datetime(2025, 7, 1, 9, 14, 3))
    assert aside.read_bytes() == b"{"
    assert "20250701-091403" in aside.name
    assert not beside(path).exists()
    two = desk()
    two.tag("Ann")
    two.save()
    beside(path).write_bytes(b"{")
    with pytest.raises(UserError, match="exists already"):
        set_aside(two.store, datetime(2025, 7, 1, 9, 14, 3))
    assert aside.read_bytes() == b"{"
    beside(path).unlink()
    assert set_aside(two.store, datetime(2025, 7, 1, 9, 14, 3)) == ()


def test_what_breaks_while_it_is_open_is_set_aside_and_nothing_is_lost(desk: Callable[..., Desk], path: Path) -> None:

    one = desk()
    one.tag("Ann")
    one.save()
    document = json.loads(beside(path).read_text())
    beside(path).write_text(json.dumps(document | {"x-own": {"kept": 1.50}}))
    one.tag("Bob")
    one.save()
    beside(path).write_text("{bro")
    one.tag("Eve")
    with pytest.raises(BrokenSidecarError):
        one.save()
    [aside] = set_aside(one.store, datetime(2025, 7, 1, 9, 14, 3))
    one.save()
    assert aside.read_text() == "{bro"
    assert desk().words == ["Ann", "Bob", "Eve"]
    assert json.loads(beside(path).read_text())["x-own"] == {"kept": 1.50}
