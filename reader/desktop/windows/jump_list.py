"""The taskbar's jump list: recent documents, which Windows collects by itself, and below them what Postil can do."""

from __future__ import annotations

import ctypes
import subprocess
import threading
import uuid
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from reader.desktop.file_types import APP_ID
from reader.desktop.windows.com import Com, ComObject, interface
from reader.desktop.windows.entries import NEW_WINDOW
from reader.desktop.windows.process import wide

DESTINATION_LIST = "77f10cf0-3db5-4966-b520-b7c54fd35ed6"
OBJECT_COLLECTION = "2d3468c1-36a7-43b6-ac24-d3f02fd9607a"
SHELL_LINK = "00021401-0000-0000-c000-000000000046"
TITLE = ("f29f85e0-4ff9-1068-ab91-08002b27b3d9", 2)  # PKEY_Title
RECENT = 2  # KDC_RECENT
_TEXT = 31  # VT_LPWSTR

CUSTOM_DESTINATION_LIST = interface(
    "6332debf-87b5-4670-90c0-5e57b408a49e",
    *("SetAppID", "BeginList", "AppendCategory", "AppendKnownCategory", "AddUserTasks", "CommitList"),
    *("GetRemovedDestinations", "DeleteList", "AbortList"),
)
OBJECT_ARRAY = interface("92ca9dcd-5622-4bba-a805-5e9f541bd8c9", "GetCount", "GetAt")
COLLECTION = interface(
    "5632b1a4-e38a-400a-928a-d4cd63230295",
    *("GetCount", "GetAt", "AddObject", "AddFromArray", "RemoveObjectAt", "Clear"),
)
SHELL_LINK_W = interface(
    "000214f9-0000-0000-c000-000000000046",
    *("GetPath", "GetIDList", "SetIDList", "GetDescription", "SetDescription", "GetWorkingDirectory"),
    *("SetWorkingDirectory", "GetArguments", "SetArguments", "GetHotkey", "SetHotkey", "GetShowCmd", "SetShowCmd"),
    *("GetIconLocation", "SetIconLocation", "SetRelativePath", "Resolve", "SetPath"),
)
PROPERTY_STORE = interface(
    "886d8eeb-8cf2-4446-8d02-cdba1dbdcf99", "GetCount", "GetAt", "GetValue", "SetValue", "Commit"
)


class Task(NamedTuple):
    """One line of the list: its title, the program with its arguments, and a file with its icon."""

    title: str
    program: str
    arguments: str
    icon: str


def tasks_for(command: Sequence[str], icon: str, new_window: str) -> tuple[Task, ...]:
    """What Postil offers in its jump list; `new_window` is what the line is called in the user's language."""
    program, *rest = command
    return (Task(new_window, program, subprocess.list2cmdline([*rest, NEW_WINDOW]), icon),)


def put_tasks_aside(tasks: Sequence[Task]) -> threading.Thread:
    """As `put_tasks`, on a thread of its own: Windows writes a file. Where there can be no list, none is missed."""

    def put() -> None:
        com = Com()
        with suppress(OSError):
            put_tasks(tasks, com)
        com.close()

    thread = threading.Thread(target=put, name="postil-jump-list", daemon=True)
    thread.start()
    return thread


def put_tasks(tasks: Sequence[Task], com: Com) -> None:
    """Make this the jump list of Postil: recent documents, then these tasks. Raises OSError, and the old one stays."""
    with com.make(DESTINATION_LIST, CUSTOM_DESTINATION_LIST) as made:
        made.call("SetAppID", wide(APP_ID))
        slots = ctypes.c_uint32()
        made.ask("BeginList", OBJECT_ARRAY, ctypes.byref(slots)).release()
        made.call("AppendKnownCategory", RECENT)  # else a list of one's own stands in the place of the usual one
        with com.make(OBJECT_COLLECTION, COLLECTION) as collection:
            for task in tasks:
                with com.make(SHELL_LINK, SHELL_LINK_W) as link:
                    _fill(link, task)
                    collection.call("AddObject", link)
            with collection.as_(OBJECT_ARRAY) as array:
                made.call("AddUserTasks", array)
        made.call("CommitList")


def _fill(link: ComObject, task: Task) -> None:
    link.call("SetPath", wide(task.program))
    link.call("SetArguments", wide(task.arguments))
    link.call("SetIconLocation", wide(task.icon), 0)
    with link.as_(PROPERTY_STORE) as store:
        title = wide(task.title)
        store.call("SetValue", _key(*TITLE), _text_value(title))
        store.call("Commit")


def _key(id: str, number: int) -> Any:  # noqa: A002
    """A PROPERTYKEY."""
    return ctypes.create_string_buffer(uuid.UUID(id).bytes_le + number.to_bytes(4, "little"), 20)


def _text_value(text: Any) -> Any:
    """A PROPVARIANT that holds the address of a text, as long as that lives."""
    data = _TEXT.to_bytes(8, "little") + ctypes.addressof(text).to_bytes(8, "little") + bytes(8)
    return ctypes.create_string_buffer(data, 24)
