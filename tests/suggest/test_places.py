"""A name is found bit by bit where `find_quote` finds it at once."""

from __future__ import annotations

from itertools import chain
from unicodedata import is_normalized

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.suggest import places
from reader.suggest.places import places_of
from reader.text.quotes import find_quote

PARTS = st.sampled_from(
    ["ha", "ha ha", "Ha", "10", "10,000", "1.10", " ", "\n", "  ", "'s", "’", "_", "-", ",", ".", "é", "e\u0301",
     "\u00a0", "\u0301", "金", "😀", "ab", "ha 10", "x"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    st.lists(PARTS, max_size=60).map("".join),
    st.sampled_from(["ha", "ha ha", "ha 10", "10", "ha ha ha", "é", "金", "ha’", "x ha", "10 ha"]),
    st.sampled_from([5, 30, 16_000]),
)
def test_the_same_places(text, name, size):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(places, "CHUNK_CP", size)
        patch.setattr(places, "STRIDE_CP", size + 20)
        patch.setattr(places, "AT_ONCE", 3)
        found = list(chain.from_iterable(places_of(text, name, composed=is_normalized("NFC", text))))
    assert found == find_quote(text, name)


def test_every_bit_is_short():
    text = "Ada Lovelace met Bob. " * 20_000
    bits = list(places_of(text, "Ada Lovelace", composed=True))
    assert sum(map(len, bits)) == 20_000
    assert max(map(len, bits)) <= places.AT_ONCE
