"""The launcher's leave to come to the front."""

from __future__ import annotations

import pytest

from reader.desktop.instance.activation import forget_leave, leave_in, time_in
from reader.desktop.instance.x11 import pieces_of, removal_of


def test_it_is_read_and_forgotten():
    environ = {"XDG_ACTIVATION_TOKEN": "t", "DESKTOP_STARTUP_ID": "a_TIME5", "HOME": "/h"}
    assert leave_in(environ) == ("t", "a_TIME5")
    forget_leave(environ)
    assert environ == {"HOME": "/h"} and leave_in(environ) == ("", "")
    forget_leave(environ)


@pytest.mark.parametrize(
    ("startup_id", "time_ms"),
    [
        ("thunar-12-host-postil-0_TIME123456", 123456),
        ("a_TIME1_TIME2", 2),
        ("x_TIME4294967295", 4294967295),
        ("x_TIME", None),
        ("x_TIME-5", None),
        ("x_TIME٣", None),
        ("x_TIME" + "9" * 5000, None),
        ("", None),
    ],
)
def test_the_time_of_the_double_click(startup_id, time_ms):
    assert time_in(startup_id) == time_ms


def test_a_message_of_the_startup_protocol_comes_in_pieces_of_twenty():
    message = removal_of('my "odd" \\ id')
    assert message == b'remove: ID="my \\"odd\\" \\\\ id"'
    pieces = list(pieces_of(message))
    assert {len(piece) for piece in pieces} == {20} and b"".join(pieces).rstrip(b"\0") == message
    assert list(pieces_of(b"x" * 20)) == [b"x" * 20, b"\0" * 20], "a message ends with a NUL"
