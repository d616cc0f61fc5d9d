"""Two sidecars made of values that went wrong, merged: refused in a sentence, or no record is missing after it."""

from __future__ import annotations

import random
import zlib
from functools import lru_cache

import pytest

from reader.errors import UserError
from reader.sidecar.format.conflicts import theirs_taken
from reader.sidecar.format.json_text import BrokenJsonError, parse_object
from reader.sidecar.format.w3c_shape import items_of, kind_of_record
from reader.sidecar.merging.documents import Source, merge_documents
from tests.fuzz.fuzzing import fuzz, mutated
from tests.fuzz.test_sidecar_loading import WORDS, decoded, rearranged, seeds

pytestmark = pytest.mark.odd_sidecars


def ids_in(data: bytes) -> set[str]:
    try:
        return {r["id"] for r in items_of(parse_object(data)) if isinstance(r, dict) and isinstance(r.get("id"), str)}
    except BrokenJsonError:
        return set()


def mentions_in(data: bytes) -> set[str]:
    records = items_of(parse_object(data))
    return {r["id"] for r in records if kind_of_record(r) == "Mention" and isinstance(r.get("id"), str)}


def with_itself(data: bytes) -> bytes:
    again = merge_documents(Source("base", data), Source("ours", data), Source("theirs", data))
    assert not again.conflicts
    return again.data


@lru_cache
def pool_of_seeds() -> tuple[bytes, ...]:
    return tuple(seeds())


def merged(data: bytes) -> object:
    """One input is theirs; base and ours are made of it, the same ones each time."""
    choose = random.Random(zlib.crc32(data))
    pool = pool_of_seeds()
    base = choose.choice((data, b"", choose.choice(pool)))
    ours = rearranged(choose.choice((data, base)), choose.choice(pool), WORDS, choose)
    sides = [Source(name, side) for name, side in (("base", base), ("ours", ours), ("theirs", data))]
    try:
        made = merge_documents(*sides)
    except UserError as error:
        assert str(error) and "\n" not in str(error)
        return str(error).split("(")[0][:30]
    document = parse_object(made.data)
    gone = (ids_in(ours) | ids_in(data)) - ids_in(base) - ids_in(made.data)
    assert gone <= mentions_in(ours) | mentions_in(data), "a record that one side made anew is gone"  # twins are one
    once = with_itself(made.data)
    assert ids_in(once) == ids_in(made.data)
    assert with_itself(once) == once, "it comes to no rest"
    records = items_of(document)
    for record in records:
        if isinstance(record, dict):
            theirs_taken(record)
    return bool(made.conflicts), len(records) > 9, len(decoded(document, None).problems) > 0


def test_fuzz(capsys: pytest.CaptureFixture[str]) -> None:
    changes = (mutated, rearranged, rearranged, rearranged)
    tried = fuzz("merging", merged, seeds(), WORDS, random.SystemRandom().randrange(2**32), changes, share=0.5)
    with capsys.disabled():
        print(f" {tried:,} merges", end="")
    assert tried > 20
