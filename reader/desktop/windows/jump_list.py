"""The taskbar's jump list: recent documents, which Windows collects by itself, and below them what Postil can do."""

from __future__ import annotations

import ctypes
import subprocess
import threading
from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple

from reader.desktop.file_types import APP_ID
from reader.desktop.windows.com import Com, interface
from reader.desktop.windows.entries import NEW_WINDOW
from reader.desktop.windows.link import TITLE, Link, make_link
from reader.desktop.windows.process import wide

DESTINATION_LIST = "77f10cf0-3db5-4966-b520-b7c54fd35ed6"
OBJECT_COLLECTION = "2d3468c1-36a7-43b6-ac24-d3f02fd9607a"
RECENT = 2  # KDC_RECENT

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


class Task(NamedTuple):
    """One line of the list."""

    title: str
    link: Link


def tasks_for(command: Sequence[str], icon: str, new_window: str) -> tuple[Task, ...]:
    """What Postil offers in its jump list; `new_window` is what the line is called in the user's language."""
    program, *rest = command
    return (Task(new_window, Link(program, subprocess.list2cmdline([*rest, NEW_WINDOW]), icon)),)


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
                with make_link(task.link, {TITLE: task.title}, com) as link:
                    collection.call("AddObject", link)
            with collection.as_(OBJECT_ARRAY) as array:
                made.call("AddUserTasks", array)
        made.call("CommitList")
