"""The real registry's edge, on a `winreg` with the documented behaviour: what is missing raises FileNotFoundError."""

from __future__ import annotations

import ctypes
import sys
import types

import pytest

from reader.desktop.windows.entries import CLASSES, Program, Value, values_for
from reader.desktop.windows.registration import WindowsRegistration
from reader.desktop.windows.registry import WindowsRegistry

EXE = r"C:\Postil\postil-gui.exe"
PROGRAM = Program((EXE,), f"{EXE},0", f"{EXE},1")


class Key:
    def __init__(self, path, writable):
        self.path, self.writable = path, writable

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None


def winreg(keys):
    """`keys`: path to (name to (data, kind)); the root is the number 1."""
    module = types.ModuleType("winreg")
    module.HKEY_CURRENT_USER, module.REG_SZ, module.KEY_SET_VALUE, read = 1, 1, 2, 0x20019

    def open_key(root, path, reserved=0, access=read):
        assert root == 1 and reserved == 0
        if path not in keys:
            raise FileNotFoundError(2, "The system cannot find the file specified")
        return Key(path, access & 2)

    def create_key(root, path):
        parts = path.split("\\")
        for n in range(1, len(parts) + 1):
            keys.setdefault("\\".join(parts[:n]), {})
        return Key(path, True)

    def query_value(key, name):
        if name not in keys[key.path]:
            raise FileNotFoundError(2, "The system cannot find the file specified")
        return keys[key.path][name]

    def set_value(key, name, reserved, kind, data):
        assert key.writable and reserved == 0
        keys[key.path][name] = (data, kind)

    def delete_value(key, name):
        assert key.writable
        query_value(key, name)
        del keys[key.path][name]

    def below(path):
        return [each for each in keys if each.startswith(f"{path}\\")]

    def delete_key(root, path):
        assert not below(path)
        del keys[path]

    module.OpenKey, module.CreateKey, module.QueryValueEx, module.SetValueEx = (
        open_key,
        create_key,
        query_value,
        set_value,
    )
    module.DeleteValue, module.DeleteKey = delete_value, delete_key
    module.QueryInfoKey = lambda key: (len(below(key.path)), len(keys[key.path]), 0)
    return module


@pytest.fixture
def keys(monkeypatch, tmp_path):
    found: dict[str, dict[str, tuple[object, int]]] = {}
    told = []

    def progid(flags, kind, suffix, extra, out, length):
        assert (flags, kind, extra) == (0, 20, None)
        out.value = {".md": "Postil.Markdown.1"}.get(suffix.value, "")
        return 0 if out.value else -2147023741  # ERROR_NO_ASSOCIATION

    libraries = types.SimpleNamespace(
        shell32=types.SimpleNamespace(SHChangeNotify=lambda *arguments: told.append(arguments)),
        shlwapi=types.SimpleNamespace(AssocQueryStringW=progid),
    )
    monkeypatch.setitem(sys.modules, "winreg", winreg(found))
    monkeypatch.setattr(ctypes, "windll", libraries, raising=False)
    monkeypatch.setenv("APPDATA", str(tmp_path))
    yield found
    assert all(each == (0x08000000, 0, None, None) for each in told)


def test_all_of_it_goes_in_and_out(keys):
    registration = WindowsRegistration(program=PROGRAM, put_link=lambda link, to: to.write_bytes(link.program.encode()))
    report = registration.install(default=False)
    for key, name, data in values_for(PROGRAM):
        assert keys[key][name] == (data, 1)
    assert [(opener.program, opener.is_ours) for opener in report.openers] == [
        ("Postil.Markdown.1", True), ("", False), ("", False)
    ]  # fmt: skip
    registration.uninstall()
    assert all(not values for values in keys.values()) and set(keys) <= {
        "Software", CLASSES, r"Software\Microsoft", r"Software\Microsoft\Windows",
        r"Software\Microsoft\Windows\CurrentVersion",
    }  # fmt: skip


def test_data_that_is_no_text_is_never_taken_for_ours(keys):
    registry = WindowsRegistry()
    registry.write(Value("Software\\X", "a", "b"))
    keys["Software\\X"]["n"] = (7, 4)
    assert registry.read("Software\\X", "a") == "b" and registry.read("Software\\X", "n") == "(type 4) 7"


def test_what_is_not_there_is_no_error(keys):
    registry = WindowsRegistry()
    assert registry.read("Software\\Y", "a") is None and registry.opener(".none") == ""
    registry.delete("Software\\Y", "a")
    registry.prune("Software\\Y")
    registry.write(Value("Software\\Y", "a", ""))
    registry.delete("Software\\Y", "b")
    registry.prune("Software\\Y")
    assert "Software\\Y" in keys
