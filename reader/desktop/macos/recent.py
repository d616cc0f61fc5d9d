"""Tells macOS of articles that were opened: the Dock's list of recent documents. All of it is for the GUI thread."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol


class Messages(Protocol):
    """As much of the Objective-C runtime as is needed; objects are numbers, 0 is none."""

    def find(self, name: str) -> int:
        """The class of that name; 0 when it is not loaded."""
        ...

    def send(self, receiver: int, selector: str, *arguments: int | bytes) -> int:
        """Send a message whose arguments and answer are objects or C strings."""
        ...


class ObjectiveC:
    """The real one. Each message is cast to its own signature, as Apple's processors want it."""

    def __init__(self) -> None:
        import ctypes

        self._ctypes = ctypes
        self._library: Any = ctypes.CDLL("/usr/lib/libobjc.dylib")
        self._library.objc_getClass.restype = self._library.sel_registerName.restype = ctypes.c_void_p
        self._library.objc_getClass.argtypes = self._library.sel_registerName.argtypes = [ctypes.c_char_p]

    def find(self, name: str) -> int:
        """See `Messages`."""
        return int(self._library.objc_getClass(name.encode()) or 0)

    def send(self, receiver: int, selector: str, *arguments: int | bytes) -> int:
        """See `Messages`."""
        types = self._ctypes
        kinds = [types.c_char_p if isinstance(each, bytes) else types.c_void_p for each in arguments]
        signature = types.CFUNCTYPE(types.c_void_p, types.c_void_p, types.c_void_p, *kinds)
        function = signature(("objc_msgSend", self._library))
        return int(function(receiver, self._library.sel_registerName(selector.encode()), *arguments) or 0)


def note_recent(path: Path, messages: Messages | None = None) -> None:
    """Put an article that was opened first in the list; without AppKit nothing happens."""
    messages = messages or ObjectiveC()
    controller = _controller(messages)
    text = messages.send(messages.find("NSString"), "stringWithUTF8String:", str(path).encode("utf-8", "replace"))
    url = messages.send(messages.find("NSURL"), "fileURLWithPath:", text) if text else 0
    if controller and url:
        messages.send(controller, "noteNewRecentDocumentURL:", url)


def forget_recent(messages: Messages | None = None) -> None:
    """Empty the list, which is Postil's alone."""
    messages = messages or ObjectiveC()
    controller = _controller(messages)
    if controller:
        messages.send(controller, "clearRecentDocuments:", 0)


def _controller(messages: Messages) -> int:
    found = messages.find("NSDocumentController")
    return messages.send(found, "sharedDocumentController") if found else 0
