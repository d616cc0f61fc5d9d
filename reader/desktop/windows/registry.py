"""The part of Windows' registry that a registration needs, and the real one. `winreg` is imported when it is made."""

from __future__ import annotations

import sys
from typing import Any, Protocol

from reader.desktop.windows.entries import Value


class Registry(Protocol):
    """Text values and keys below HKEY_CURRENT_USER. All may raise OSError."""

    def read(self, key: str, name: str) -> str | None:
        """The value's data; None when there is none. Data that is no text comes as a text that we never write."""
        ...

    def write(self, value: Value) -> None:
        """Put a value there, with the keys that lead to it."""
        ...

    def delete(self, key: str, name: str) -> None:
        """Take a value away; one that is not there is no error."""
        ...

    def prune(self, key: str) -> None:
        """Take a key away if it holds neither values nor keys."""
        ...

    def opener(self, suffix: str) -> str:
        """The ProgID that opens files of that suffix now, whoever chose it; "" when nobody knows one."""
        ...

    def tell(self) -> None:
        """Have the shell read anew what opens what."""
        ...


_SHCNE_ASSOCCHANGED = 0x08000000
_SHCNF_IDLIST = 0
_ASSOCSTR_PROGID = 20
_PROG_ID_CHARACTERS = 256  # more than a ProgID may have (39); Applications\NAME.exe is longer


class WindowsRegistry:
    """The real one."""

    def __init__(self) -> None:
        import ctypes
        import importlib

        self._winreg: Any = importlib.import_module("winreg")
        self._ctypes = ctypes
        libraries: Any = ctypes
        self._shell32 = libraries.windll.shell32
        self._shlwapi = libraries.windll.shlwapi

    def read(self, key: str, name: str) -> str | None:
        """See `Registry`."""
        try:
            with self._winreg.OpenKey(self._winreg.HKEY_CURRENT_USER, key) as found:
                data, kind = self._winreg.QueryValueEx(found, name)
        except FileNotFoundError:
            return None
        return str(data) if kind == self._winreg.REG_SZ else f"(type {kind}) {data!r}"

    def write(self, value: Value) -> None:
        """See `Registry`."""
        with self._winreg.CreateKey(self._winreg.HKEY_CURRENT_USER, value.key) as key:
            self._winreg.SetValueEx(key, value.name, 0, self._winreg.REG_SZ, value.data)

    def delete(self, key: str, name: str) -> None:
        """See `Registry`."""
        access = self._winreg.KEY_SET_VALUE
        try:
            with self._winreg.OpenKey(self._winreg.HKEY_CURRENT_USER, key, 0, access) as found:
                self._winreg.DeleteValue(found, name)
        except FileNotFoundError:
            return

    def prune(self, key: str) -> None:
        """See `Registry`."""
        try:
            with self._winreg.OpenKey(self._winreg.HKEY_CURRENT_USER, key) as found:
                keys, values, _ = self._winreg.QueryInfoKey(found)
            if not keys and not values:
                self._winreg.DeleteKey(self._winreg.HKEY_CURRENT_USER, key)
        except FileNotFoundError:
            return

    def opener(self, suffix: str) -> str:
        """See `Registry`."""
        found = self._ctypes.create_unicode_buffer(_PROG_ID_CHARACTERS)
        length = self._ctypes.c_uint32(_PROG_ID_CHARACTERS)
        result = self._shlwapi.AssocQueryStringW(
            0, _ASSOCSTR_PROGID, self._ctypes.c_wchar_p(suffix), None, found, self._ctypes.byref(length)
        )
        return str(found.value) if result == 0 else ""

    def tell(self) -> None:
        """See `Registry`."""
        self._shell32.SHChangeNotify(_SHCNE_ASSOCCHANGED, _SHCNF_IDLIST, None, None)


def show_default_programs(name: str) -> None:
    """Open the settings where the user chooses defaults, at the program `name` where Windows knows how (from 11 on)."""
    if sys.platform == "win32":
        import os

        os.startfile(f"ms-settings:defaultapps?registeredAppUser={name}")
