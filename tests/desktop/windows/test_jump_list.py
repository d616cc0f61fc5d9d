"""The jump list is built on real tables of methods, made here; their order is compared with public headers."""

from __future__ import annotations

import ctypes
import re
import uuid
from pathlib import Path

import pytest

from reader.desktop.file_types import APP_ID
from reader.desktop.windows import jump_list, link
from reader.desktop.windows.com import Com, Interface
from reader.desktop.windows.jump_list import put_tasks, put_tasks_aside, tasks_for

HEADERS = Path("/usr/share/mingw-w64/include")
EXE = "C:\\Program Files\\Postil\\postil-gui.exe"
INTERFACES = {
    "ICustomDestinationList": jump_list.CUSTOM_DESTINATION_LIST,
    "IObjectArray": jump_list.OBJECT_ARRAY,
    "IObjectCollection": jump_list.COLLECTION,
    "IShellLinkW": link.SHELL_LINK_W,
    "IPropertyStore": link.PROPERTY_STORE,
    "IPersistFile": link.PERSIST_FILE,
}
CLASSES = {
    "CLSID_DestinationList": jump_list.DESTINATION_LIST,
    "CLSID_EnumerableObjectCollection": jump_list.OBJECT_COLLECTION,
    "CLSID_ShellLink": link.SHELL_LINK,
}
# What follows the object itself: w = text, n = number, p = address, i = interface id, o = place for an object
SHAPES = {
    "QueryInterface": "io", "SetAppID": "w", "BeginList": "pio", "AppendKnownCategory": "n", "AddUserTasks": "p",
    "AddObject": "p", "SetPath": "w", "SetArguments": "w", "SetIconLocation": "wn", "SetValue": "pp", "Save": "wn",
}  # fmt: skip
PROPERTIES = {link.TITLE: "title", link.MODEL_ID: "identity"}
KINDS = {"n": ctypes.c_int32}


def text_at(address: int) -> str:
    found, at = b"", address
    while (unit := ctypes.string_at(at, 2)) != b"\0\0":
        found, at = found + unit, at + 2
    return found.decode("utf-16-le")


class FakeOle:
    """Makes objects with tables of functions as Windows does, notes each call, and fails in one when told to."""

    def __init__(self, fails: str = "") -> None:
        self.calls: list[tuple[str, ...]] = []
        self.held = 0
        self.fails = fails
        self.open = 0
        self._kept: list[object] = []
        self._names: dict[int, str] = {}

    def CoInitializeEx(self, _reserved, kind):  # noqa: N802
        assert kind == 2
        self.open += 1
        return 0

    def CoUninitialize(self):  # noqa: N802
        self.open -= 1

    def CoCreateInstance(self, class_id, _outer, context, interface_id, place):  # noqa: N802
        assert context == 1 and bytes(class_id)[:16] in {uuid.UUID(each).bytes_le for each in CLASSES.values()}
        place._obj.value = self._make(uuid.UUID(bytes_le=bytes(interface_id)[:16]))
        return 0

    def _make(self, wanted: uuid.UUID) -> int:
        name, of = next((name, of) for name, of in INTERFACES.items() if uuid.UUID(of.id) == wanted)
        methods = [self._method(name, method) for method in of.methods]
        table = (ctypes.c_void_p * len(methods))(*[ctypes.cast(each, ctypes.c_void_p).value for each in methods])
        made = (ctypes.c_void_p * 1)(ctypes.addressof(table))
        self._kept += [methods, table, made]
        self._names[ctypes.addressof(made)] = name
        self.held += 1
        return ctypes.addressof(made)

    def _method(self, interface: str, method: str):
        shape = SHAPES.get(method, "")

        def called(_this, *arguments):
            if method == "Release":
                self.held -= 1
                return 0
            said = [interface, method]
            for kind, argument in zip(shape, arguments, strict=True):
                if kind == "w":
                    said.append(text_at(argument))
                elif kind == "n":
                    said.append(str(argument))
                elif kind == "p":
                    said.append(self._names.get(argument, ""))
            if method == "SetValue":
                key, value = (
                    ctypes.string_at(argument, size) for argument, size in zip(arguments, (20, 24), strict=True)
                )
                which = (str(uuid.UUID(bytes_le=key[:16])), int.from_bytes(key[16:], "little"))
                assert value[:8] == bytes((31, *bytes(7)))
                said[2:] = [PROPERTIES[which], text_at(int.from_bytes(value[8:16], "little"))]
            self.calls.append(tuple(said))
            if method == self.fails:
                return -2147467259  # E_FAIL
            if shape.endswith("io"):
                place = ctypes.cast(arguments[-1], ctypes.POINTER(ctypes.c_void_p))
                place[0] = self._make(uuid.UUID(bytes_le=ctypes.string_at(arguments[-2], 16)))
            return 0

        kinds = [KINDS.get(kind, ctypes.c_void_p) for kind in shape]
        return ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, *kinds)(called)


TASKS = tasks_for((EXE,), "C:\\icon.ico", "Neues Fenster 🦉")


def test_the_list_holds_recent_documents_and_the_task():
    ole = FakeOle()
    com = Com(ole)
    put_tasks(TASKS, com)
    com.close()
    assert ole.calls == [
        ("ICustomDestinationList", "SetAppID", APP_ID),
        ("ICustomDestinationList", "BeginList", ""),
        ("ICustomDestinationList", "AppendKnownCategory", "2"),
        ("IShellLinkW", "SetPath", EXE),
        ("IShellLinkW", "SetArguments", "--new-window"),
        ("IShellLinkW", "SetIconLocation", "C:\\icon.ico", "0"),
        ("IShellLinkW", "QueryInterface"),
        ("IPropertyStore", "SetValue", "title", "Neues Fenster 🦉"),
        ("IPropertyStore", "Commit"),
        ("IObjectCollection", "AddObject", "IShellLinkW"),
        ("IObjectCollection", "QueryInterface"),
        ("ICustomDestinationList", "AddUserTasks", "IObjectArray"),
        ("ICustomDestinationList", "CommitList"),
    ]
    assert ole.held == 0 and ole.open == 0


@pytest.mark.parametrize(
    "method", ["SetAppID", "BeginList", "SetPath", "SetValue", "AddObject", "AddUserTasks", "CommitList"]
)
def test_what_fails_is_an_error_of_the_system_and_nothing_more_is_asked(method):
    ole = FakeOle(fails=method)
    with pytest.raises(OSError, match=f"{method} failed with 0x80004005"):
        put_tasks(TASKS, Com(ole))
    assert ole.calls[-1][1] == method
    assert ole.held == 0


def test_a_link_is_saved_with_postils_identity(tmp_path):
    ole = FakeOle()
    link.save_link(link.Link(EXE, "-x", f"{EXE},3"), {link.MODEL_ID: APP_ID}, tmp_path / "Größe.lnk", Com(ole))
    assert ole.calls == [
        ("IShellLinkW", "SetPath", EXE),
        ("IShellLinkW", "SetArguments", "-x"),
        ("IShellLinkW", "SetIconLocation", EXE, "3"),
        ("IShellLinkW", "QueryInterface"),
        ("IPropertyStore", "SetValue", "identity", APP_ID),
        ("IPropertyStore", "Commit"),
        ("IShellLinkW", "QueryInterface"),
        ("IPersistFile", "Save", str(tmp_path / "Größe.lnk"), "1"),
    ]
    assert ole.held == 0


def test_python_gets_its_own_arguments_before_ours():
    assert (
        tasks_for(("C:\\pythonw.exe", "-P", "-m", "reader"), "", "x")[0].link.arguments == "-P -m reader --new-window"
    )


def test_without_a_list_nothing_happens(monkeypatch):
    ole = FakeOle(fails="BeginList")
    monkeypatch.setattr(jump_list, "Com", lambda: Com(ole))
    put_tasks_aside(TASKS).join(10)
    assert ole.calls[-1][1] == "BeginList" and ole.open == 0


@pytest.mark.skipif(not HEADERS.is_dir(), reason="the headers of Windows are not installed (mingw-w64-common)")
@pytest.mark.parametrize("name", INTERFACES)
def test_methods_stand_in_the_order_of_the_headers(name):
    of: Interface = INTERFACES[name]
    for header in ("shobjidl.h", "objectarray.h", "propsys.h", "objidl.h"):
        text = (HEADERS / header).read_text(errors="replace")
        found = re.search(rf"typedef struct {name}Vtbl {{(.*?)}} {name}Vtbl;", text, re.DOTALL)
        if found:
            assert tuple(re.findall(r"STDMETHODCALLTYPE \*(\w+)\)", found[1])) == of.methods
            assert _guid(text, f"IID_{name}") == of.id
            return
    pytest.fail(f"{name} is in none of the headers")


@pytest.mark.skipif(not HEADERS.is_dir(), reason="the headers of Windows are not installed (mingw-w64-common)")
def test_classes_have_the_ids_of_the_headers():
    texts = [(HEADERS / header).read_text(errors="replace") for header in ("shobjidl.h", "shlguid.h", "propkey.h")]
    for name, id_ in CLASSES.items():
        assert id_ in {_guid(text, name) for text in texts}
    assert _guid(texts[2], "PKEY_Title") == link.TITLE[0]
    assert _guid(texts[2], "PKEY_AppUserModel_ID") == link.MODEL_ID[0]


def _guid(text: str, name: str) -> str:
    found = re.search(rf"(?:DEFINE_\w+|OBJC_GUID)\s*\(\s*{name}\s*,([^;]*?)\)", text)
    if not found:
        return ""
    a, b, c, *rest = (int(part.strip().rstrip("L"), 16) for part in found[1].split(",")[:11])
    return f"{a:08x}-{b:04x}-{c:04x}-{rest[0]:02x}{rest[1]:02x}-" + "".join(f"{byte:02x}" for byte in rest[2:8])
