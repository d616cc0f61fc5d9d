"""Ids are UUIDs of version 7, and times are what the sidecar writes."""

from __future__ import annotations

import re
import time
import uuid
from datetime import UTC, datetime
from itertools import pairwise

from reader.annotations.ids import new_id, utc_now


def test_an_id_is_a_uuid_of_version_7_with_the_millisecond_in_front() -> None:
    earliest = time.time_ns() // 1_000_000
    made = new_id()
    latest = time.time_ns() // 1_000_000
    assert made.startswith("urn:uuid:")
    parsed = uuid.UUID(made)
    assert made == f"urn:uuid:{parsed}", "canonical spelling: lower case, hyphens where they belong"
    assert parsed.version == 7
    assert parsed.variant == uuid.RFC_4122
    assert earliest <= parsed.int >> 80 <= latest


def test_ids_sort_by_the_time_they_were_made_and_differ() -> None:
    made = []
    for _ in range(5):
        made.append([new_id() for _ in range(200)])
        time.sleep(0.003)
    assert len({key for group in made for key in group}) == 1000
    for earlier, later in pairwise(made):
        assert max(earlier) < min(later)


def test_the_time_is_utc_to_the_second() -> None:
    now = utc_now()
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", now)
    assert abs((datetime.now(UTC) - datetime.fromisoformat(now)).total_seconds()) < 5
