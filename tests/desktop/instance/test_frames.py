"""Whatever a stream brings, in whatever pieces: messages come out whole, or it is said that they are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.desktop.instance.frames import HEAD_BYTES, MAX_BYTES, BadFrameError, Frames, encode

values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(st.characters(codec=None), max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=10,
)
messages = st.dictionaries(st.text(max_size=8), values, max_size=5)


def pieces(data: bytes, sizes: list[int]) -> list[bytes]:
    found = []
    for size in sizes:
        found.append(data[:size])
        data = data[size:]
    return [*found, data]


@given(st.lists(messages, max_size=5), st.lists(st.integers(0, 50), max_size=20))
def test_in_pieces_of_any_size_they_come_out_as_they_went_in(sent, sizes):
    frames, found = Frames(), []
    for piece in pieces(b"".join(encode(message) for message in sent), sizes):
        found += frames.feed(piece)
    assert found == sent and frames.is_between


@given(st.binary(max_size=300), st.lists(st.integers(0, 50), max_size=5))
def test_garbage_is_no_message_or_waits(data, sizes):
    frames = Frames()
    try:
        for piece in pieces(data, sizes):
            assert all(isinstance(message, dict) for message in frames.feed(piece))
    except BadFrameError:
        return
    assert frames.is_between or len(data) < HEAD_BYTES + MAX_BYTES


@given(st.binary(max_size=200))
def test_a_frame_of_anything_is_an_object_or_refused(inside):
    frames = Frames()
    try:
        (message,) = frames.feed(len(inside).to_bytes(HEAD_BYTES, "big") + inside)
    except BadFrameError:
        return
    assert isinstance(message, dict)


@pytest.mark.parametrize(
    "inside",
    [b"[" * 60_000, b'{"v":' * 9_000, b"{" + b'"a":1,' * 9_000, b"\xff\xfe{}", b"1" * 60_000, b"[]", b"null", b""],
    ids=["nested", "nested objects", "cut", "not UTF-8", "a long number", "a list", "null", "empty"],
)
def test_what_json_stumbles_over_is_refused(inside):
    with pytest.raises(BadFrameError):
        Frames().feed(len(inside).to_bytes(HEAD_BYTES, "big") + inside)


def test_a_length_beyond_the_limit_is_refused_before_anything_comes():
    for length in (MAX_BYTES + 1, 2**31, 2**32 - 1):
        with pytest.raises(BadFrameError):
            Frames().feed(length.to_bytes(HEAD_BYTES, "big"))
    assert Frames().feed(MAX_BYTES.to_bytes(HEAD_BYTES, "big")) == []


def test_nothing_longer_than_the_limit_is_sent():
    assert len(encode({"a": "x" * (MAX_BYTES - 8)})) == HEAD_BYTES + MAX_BYTES
    with pytest.raises(ValueError, match="bytes"):
        encode({"a": "x" * (MAX_BYTES - 7)})
