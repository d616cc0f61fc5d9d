"""Asks an X11 window manager to give a window the focus, and says to the launcher that the start is over.

Qt asks too, with the time of the last event that it saw: of a program that was not used for a while, that is so long
ago that window managers take it for an uninvited guest. Here the time of the double-click is given, which came along
in the startup id. A connection of its own, so that this may be done on any thread.
"""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Iterator
from typing import Any

_CLIENT_MESSAGE = 33
_PROPERTY_CHANGE, _TO_MANAGER = 0x400000, 0x180000  # who gets an event: SubstructureNotify and SubstructureRedirect
_APPLICATION, _DIRECT = 1, 2  # who asks: a program, or (as pagers say) the user
_PIECE_BYTES = 20


class _Cookie(ctypes.Structure):
    _fields_ = (("sequence", ctypes.c_uint),)


class _Screens(ctypes.Structure):
    _fields_ = (("data", ctypes.POINTER(ctypes.c_uint32)), ("rem", ctypes.c_int), ("index", ctypes.c_int))


def activate(window: int, time_ms: int | None) -> bool:
    """Ask for the focus for a window that is mapped. False when there is no X server to ask."""
    return _with_server(lambda server: server.activate(window, time_ms))


def end_startup(startup_id: str) -> bool:
    """Say that what this id stands for has started: the pointer stops being busy. False when nobody can be told."""
    return _with_server(lambda server: server.end_startup(startup_id))


def _with_server(work: Any) -> bool:
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return False
    server = _Server(xcb)
    try:
        if not server.is_there:
            return False
        work(server)
        return True
    finally:
        server.close()


def pieces_of(message: bytes) -> Iterator[bytes]:
    """A message of the startup protocol in pieces as client messages carry them, the last one filled with NULs."""
    whole = message + b"\0"
    for start in range(0, len(whole), _PIECE_BYTES):
        yield whole[start : start + _PIECE_BYTES].ljust(_PIECE_BYTES, b"\0")


def removal_of(startup_id: str) -> bytes:
    """What the startup protocol says when a start is over."""
    quoted = startup_id.replace("\\", "\\\\").replace('"', '\\"')
    return f'remove: ID="{quoted}"'.encode()


class _Server:
    def __init__(self, xcb: ctypes.CDLL) -> None:
        self._xcb = xcb
        xcb.xcb_connect.restype = xcb.xcb_get_setup.restype = ctypes.c_void_p
        xcb.xcb_intern_atom.restype, xcb.xcb_setup_roots_iterator.restype = _Cookie, _Screens
        xcb.xcb_intern_atom_reply.restype = ctypes.POINTER(ctypes.c_uint32)
        xcb.xcb_generate_id.restype = ctypes.c_uint32
        self._connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
        self.is_there = not xcb.xcb_connection_has_error(self._connection)
        if self.is_there:
            setup = ctypes.c_void_p(xcb.xcb_get_setup(self._connection))
            self._root = int(xcb.xcb_setup_roots_iterator(setup).data[0])

    def close(self) -> None:
        self._xcb.xcb_disconnect(self._connection)

    def activate(self, window: int, time_ms: int | None) -> None:
        source = _APPLICATION if time_ms else _DIRECT
        data = struct.pack("=5I", source, time_ms or 0, 0, 0, 0)
        self._send(_TO_MANAGER, window, "_NET_ACTIVE_WINDOW", 32, data)
        self._xcb.xcb_flush(self._connection)

    def end_startup(self, startup_id: str) -> None:
        speaker = self._xcb.xcb_generate_id(self._connection)
        size = [ctypes.c_int16(-1), ctypes.c_int16(-1), ctypes.c_uint16(1), ctypes.c_uint16(1), ctypes.c_uint16(0)]
        kind = [ctypes.c_uint16(1), ctypes.c_uint32(0), ctypes.c_uint32(0), None]
        root = ctypes.c_uint32(self._root)
        self._xcb.xcb_create_window(self._connection, ctypes.c_uint8(0), ctypes.c_uint32(speaker), root, *size, *kind)
        name = "_NET_STARTUP_INFO_BEGIN"
        for piece in pieces_of(removal_of(startup_id)):
            self._send(_PROPERTY_CHANGE, speaker, name, 8, piece)
            name = "_NET_STARTUP_INFO"
        self._atom(name)  # waits for an answer: the server has had all of it before the window goes

    def _send(self, to: int, window: int, kind: str, bits: int, data: bytes) -> None:
        event = struct.pack("=BBHII", _CLIENT_MESSAGE, bits, 0, window, self._atom(kind)) + data
        mask = ctypes.c_uint32(to)
        self._xcb.xcb_send_event(self._connection, ctypes.c_uint8(0), ctypes.c_uint32(self._root), mask, event)

    def _atom(self, name: str) -> int:
        data = name.encode("ascii")
        cookie = self._xcb.xcb_intern_atom(self._connection, ctypes.c_uint8(0), ctypes.c_uint16(len(data)), data)
        reply = self._xcb.xcb_intern_atom_reply(self._connection, cookie, None)
        if not reply:
            return 0
        atom = int(reply[2])  # behind eight bytes that every reply has
        ctypes.CDLL(None).free(reply)
        return atom
