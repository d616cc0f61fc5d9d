"""As much of COM as a jump list needs: objects whose methods are called by their place in a table.

Addresses are called as Windows does on 64 bits, where it knows one way of calling; Qt 6 knows no other Windows.
"""

from __future__ import annotations

import ctypes
import uuid
from types import TracebackType
from typing import Any, NamedTuple

_INPROC_SERVER = 1
_APARTMENT = 2
_UNKNOWN = ("QueryInterface", "AddRef", "Release")


class Interface(NamedTuple):
    """An interface: its id, and the names of its methods in the order of its table, those of IUnknown first."""

    id: str
    methods: tuple[str, ...]


def interface(id: str, *methods: str) -> Interface:  # noqa: A002 - that is what it is called
    """An interface with these methods behind those of IUnknown."""
    return Interface(id, (*_UNKNOWN, *methods))


class ComObject:
    """A pointer to an interface that is held until `release`."""

    def __init__(self, pointer: int, of: Interface) -> None:
        self._pointer, self._of = pointer, of

    @property
    def pointer(self) -> ctypes.c_void_p:
        """As an argument of another object's method."""
        return ctypes.c_void_p(self._pointer)

    def call(self, method: str, *arguments: Any) -> None:
        """Call a method; numbers are handed as 32 bits, buffers and other objects as addresses. Raises OSError."""
        result = self._call(method, *arguments)
        if result < 0:
            raise OSError(result, f"{method} failed with {result & 0xFFFFFFFF:#010x}")

    def ask(self, method: str, wanted: Interface, *arguments: Any) -> ComObject:
        """Call a method that gives another object, whose interface and address are its last arguments."""
        found = ctypes.c_void_p()
        self.call(method, *arguments, guid(wanted.id), ctypes.byref(found))
        return ComObject(found.value or 0, wanted)

    def as_(self, wanted: Interface) -> ComObject:
        """The same object by another interface. Raises OSError when it has none."""
        return self.ask("QueryInterface", wanted)

    def release(self) -> None:
        """Let go of it."""
        self._call("Release")

    def __enter__(self) -> ComObject:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def _call(self, method: str, *arguments: Any) -> int:
        table = ctypes.cast(self._pointer, ctypes.POINTER(ctypes.c_void_p))[0]
        address = ctypes.cast(table or 0, ctypes.POINTER(ctypes.c_void_p))[self._of.methods.index(method)]
        kinds = [ctypes.c_int32 if isinstance(argument, int) else ctypes.c_void_p for argument in arguments]
        plain = [_address(argument) for argument in arguments]
        return int(ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, *kinds)(address or 0)(self._pointer, *plain))


class Com:
    """The library that makes objects, ready for the thread that makes this until `close`."""

    def __init__(self, ole32: Any = None) -> None:
        loaded: Any = ctypes
        self._ole32 = ole32 or loaded.windll.ole32
        self._began = self._ole32.CoInitializeEx(None, _APARTMENT) >= 0

    def make(self, class_id: str, of: Interface) -> ComObject:
        """An object of that class. Raises OSError."""
        found = ctypes.c_void_p()
        result = self._ole32.CoCreateInstance(guid(class_id), None, _INPROC_SERVER, guid(of.id), ctypes.byref(found))
        if result != 0 or not found.value:
            raise OSError(result, f"{class_id} cannot be made ({result & 0xFFFFFFFF:#010x})")
        return ComObject(found.value, of)

    def close(self) -> None:
        """The thread needs no more objects."""
        if self._began:
            self._ole32.CoUninitialize()


def guid(text: str) -> Any:
    """An id as it lies in memory."""
    return ctypes.create_string_buffer(uuid.UUID(text).bytes_le, 16)


def _address(argument: Any) -> Any:
    if isinstance(argument, ComObject):
        return argument.pointer
    return ctypes.cast(argument, ctypes.c_void_p) if isinstance(argument, ctypes.Array) else argument
