"""Who is at the other end of a local socket, as the system has it."""

from __future__ import annotations

import os
import socket
import struct
import sys
from collections.abc import Callable

_UCRED = "3i"  # Linux: process, user, group
_LOCAL_PEERCRED, _SOL_LOCAL, _XUCRED = 1, 0, "=2I"  # macOS and FreeBSD: version and user, then groups
_XUCRED_BYTES = 256  # more than it has on either


def peer_user(connection: socket.socket) -> int | None:
    """The user id of the process at the other end; None where the system does not say."""
    try:
        if hasattr(socket, "SO_PEERCRED"):
            found = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize(_UCRED))
            return int(struct.unpack(_UCRED, found)[1])
        if sys.platform == "darwin" or "bsd" in sys.platform:
            found = connection.getsockopt(_SOL_LOCAL, _LOCAL_PEERCRED, _XUCRED_BYTES)
            return int(struct.unpack_from(_XUCRED, found)[1])
    except (OSError, struct.error):
        pass
    return None


def is_own(connection: socket.socket) -> bool:
    """Whether this user's process is at the other end. Where the system does not say, the folder's mode has to do."""
    user = peer_user(connection)
    return user is None or user == os.geteuid()


def is_own_descriptor(descriptor: int) -> bool:
    """The same for a socket that Qt has. On Windows Qt itself lets only this user in."""
    return sys.platform == "win32" or _ask(descriptor, is_own)


def has_left(descriptor: int) -> bool:
    """Whether the other end of a socket that Qt has was closed, with nothing left to read. Windows does not say."""
    return sys.platform != "win32" and _ask(descriptor, _has_left)


def _has_left(connection: socket.socket) -> bool:
    try:
        return connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True


def _ask(descriptor: int, question: Callable[[socket.socket], bool]) -> bool:
    try:
        connection = socket.socket(fileno=os.dup(descriptor))
    except OSError:
        return False
    with connection:
        return question(connection)
