"""What is said is understood as it was meant, and what is no request of ours is refused."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.desktop.instance.frames import BadFrameError, Frames
from reader.desktop.instance.messages import (
    MAX_MESSAGES,
    MAX_TOKEN,
    VERSION,
    Answer,
    Hearing,
    OtherVersionError,
    Request,
    answered,
    spoken,
    understood,
)
from tests.desktop.instance.test_frames import messages

names = st.binary(min_size=1, max_size=255).map(lambda name: "/" + os.fsdecode(name.replace(b"\0", b" ")))
tokens = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=60)
MEANT = {"v": VERSION, "paths": ["/a"], "new_window": False, "token": "", "startup_id": "", "more": False}


def hear(request: Request) -> tuple[Request | None, int]:
    frames, hearing, found, count = Frames(), Hearing(), None, 0
    for frame in spoken(request):
        for message in frames.feed(frame):
            assert found is None
            found = hearing.take(message)
            count += 1
    return found, count


@given(st.lists(names, max_size=20), st.booleans(), tokens, tokens)
def test_any_path_of_bytes_comes_through(paths, new_window, token, startup_id):
    request = Request(tuple(paths), new_window, token, startup_id)
    assert hear(request)[0] == request


def test_a_long_list_goes_in_several_messages():
    request = Request(tuple(f"/folder/{n:04}/" + "\udcff" * 200 for n in range(1_000)))
    found, count = hear(request)
    assert found == request and count > 10


def test_a_path_that_no_message_holds_is_left_out():
    assert hear(Request(("/a", "/" + "b" * 70_000, "/c")))[0] == Request(("/a", "/c"))


@given(messages)
def test_any_object_is_a_request_or_refused(message):
    try:
        Hearing().take(message)
    except (BadFrameError, OtherVersionError):
        return
    assert message["v"] == VERSION


@given(
    st.sampled_from(sorted(MEANT)), st.none() | st.integers() | st.text(max_size=5) | st.lists(st.text(), max_size=3)
)
def test_a_field_that_is_something_else_harms_nobody(name, value):
    try:
        found = Hearing().take(MEANT | {name: value})
    except (BadFrameError, OtherVersionError):
        assert name in ("v", "paths")
        return
    assert found is not None and found.new_window is False


@pytest.mark.parametrize("path", ["a.txt", "", "./a", "file:///a", "--help", "/a\0b", "/\ud800", 7, None, ["/a"]])
def test_only_whole_paths_of_this_system_are_taken(path):
    with pytest.raises(BadFrameError):
        Hearing().take(MEANT | {"paths": ["/good", path]})


def test_fields_of_later_versions_are_passed_over():
    assert Hearing().take(MEANT | {"wait": True, "colour": {"a": [1]}}) == Request(("/a",))


def test_another_protocol_is_known_for_one():
    for version in (VERSION + 1, 0, None, "1", [1]):
        with pytest.raises(OtherVersionError):
            Hearing().take(MEANT | {"v": version})


def test_tokens_that_are_none_are_dropped_and_the_paths_taken():
    for token in ("a\nb", "x" * (MAX_TOKEN + 1), "\0", "é", 5, None):
        assert Hearing().take(MEANT | {"token": token, "startup_id": token}) == Request(("/a",))


def test_one_that_never_comes_to_an_end_is_refused():
    hearing = Hearing()
    for _ in range(MAX_MESSAGES):
        assert hearing.take(MEANT | {"more": True}) is None
    with pytest.raises(BadFrameError):
        hearing.take(MEANT | {"more": True})


def test_answers():
    for answer in (Answer(True), Answer(False, "busy"), Answer(False, "version")):
        (message,) = Frames().feed(answered(answer))
        assert understood(message) == answer
    assert understood({"v": VERSION + 1, "answer": "ok"}) == Answer(False, "version")


@given(messages)
def test_any_object_is_an_answer_or_none(message):
    try:
        answer = understood(message)
    except BadFrameError:
        return
    assert isinstance(answer, Answer)
