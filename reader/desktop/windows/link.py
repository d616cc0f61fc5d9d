"""Links of Windows' shell: what a line of the jump list is, and Postil's entry in the start menu."""

from __future__ import annotations

import ctypes
import os
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from reader.desktop.windows.com import Com, ComObject, interface
from reader.desktop.windows.process import wide

SHELL_LINK = "00021401-0000-0000-c000-000000000046"
TITLE = ("f29f85e0-4ff9-1068-ab91-08002b27b3d9", 2)  # PKEY_Title
MODEL_ID = ("9f4c2855-9f79-4b39-a8d0-e1d42de1d5f3", 5)  # PKEY_AppUserModel_ID
_TEXT = 31  # VT_LPWSTR

SHELL_LINK_W = interface(
    "000214f9-0000-0000-c000-000000000046",
    *("GetPath", "GetIDList", "SetIDList", "GetDescription", "SetDescription", "GetWorkingDirectory"),
    *("SetWorkingDirectory", "GetArguments", "SetArguments", "GetHotkey", "SetHotkey", "GetShowCmd", "SetShowCmd"),
    *("GetIconLocation", "SetIconLocation", "SetRelativePath", "Resolve", "SetPath"),
)
PROPERTY_STORE = interface(
    "886d8eeb-8cf2-4446-8d02-cdba1dbdcf99", "GetCount", "GetAt", "GetValue", "SetValue", "Commit"
)
PERSIST_FILE = interface(
    "0000010b-0000-0000-c000-000000000046",
    *("GetClassID", "IsDirty", "Load", "Save", "SaveCompleted", "GetCurFile"),
)


class Link(NamedTuple):
    """The program with its arguments as Windows writes them, and where its icon is: a file, or "file,0"."""

    program: str
    arguments: str
    icon: str


def make_link(link: Link, properties: Mapping[tuple[str, int], str], com: Com) -> ComObject:
    """The link as an object, with these properties besides. Raises OSError."""
    made = com.make(SHELL_LINK, SHELL_LINK_W)
    try:
        made.call("SetPath", wide(link.program))
        made.call("SetArguments", wide(link.arguments))
        icon, _, index = link.icon.rpartition(",") if link.icon.rpartition(",")[2].isdigit() else (link.icon, "", "0")
        made.call("SetIconLocation", wide(icon), int(index))
        with made.as_(PROPERTY_STORE) as store:
            for (id_, number), text in properties.items():
                buffer = wide(text)
                store.call("SetValue", _key(id_, number), _text_value(buffer))
            store.call("Commit")
    except BaseException:
        made.release()
        raise
    return made


def save_link(link: Link, properties: Mapping[tuple[str, int], str], to: Path, com: Com) -> None:
    """Write the link into a file. Raises OSError."""
    with make_link(link, properties, com) as made, made.as_(PERSIST_FILE) as file:
        file.call("Save", wide(str(to)), 1)


def start_menu(environ: Mapping[str, str] = os.environ) -> Path:
    """Where Postil's entry stands in the user's start menu."""
    return Path(
        environ.get("APPDATA", "~"), "Microsoft", "Windows", "Start Menu", "Programs", "Postil.lnk"
    ).expanduser()


def starts(link: bytes, program: str) -> bool:
    """Whether a link, as its file has it, names that program."""
    return program.encode("utf-16-le", "replace") in link or program.encode("ascii", "replace") in link


def _key(id: str, number: int) -> Any:  # noqa: A002
    """A PROPERTYKEY."""
    return ctypes.create_string_buffer(uuid.UUID(id).bytes_le + number.to_bytes(4, "little"), 20)


def _text_value(text: Any) -> Any:
    """A PROPVARIANT that holds the address of a text, as long as that lives."""
    data = _TEXT.to_bytes(8, "little") + ctypes.addressof(text).to_bytes(8, "little") + bytes(8)
    return ctypes.create_string_buffer(data, 24)
