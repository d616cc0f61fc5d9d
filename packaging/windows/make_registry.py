"""Write what Postil puts into Windows' registry for the installer, or as a .reg file to look at.

    python packaging/windows/make_registry.py nsh > registry.nsh
    python packaging/windows/make_registry.py reg 'C:\\Postil\\postil-gui.exe' > postil.reg

The values are `reader.desktop.windows.entries`', which `postil desktop install` writes as well.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from itertools import groupby

from reader.desktop.windows.entries import OWN, Program, Value, values_for
from reader.desktop.windows.registration import LINK, NOTE, keys_of

PLACE = "\0"  # stands for the folder that is chosen when it is installed


def program_at(path: str) -> Program:
    """An installed Postil, whose executable carries the icon of its files as well."""
    return Program(
        (path,), f"{path},0", path.rpartition("\\")[0] + r"\_internal\reader\_resources\icons\postil-document.ico"
    )


def nsh(values: Sequence[Value]) -> str:
    """Two macros of NSIS: what is written, and what is taken away as far as nobody has changed it."""
    # what `postil desktop install` noted of itself would contradict the installer
    forget = [f"  DeleteRegValue HKCU {_nsis(OWN)} {_nsis(name)}" for name in (NOTE, LINK)]
    lines = ["; made by make_registry.py", "!macro PostilRegister"]
    lines += [f"  WriteRegStr HKCU {_nsis(key)} {_nsis(name)} {_nsis(data)}" for key, name, data in values]
    lines += [*forget, "!macroend", "", "!macro PostilUnregister"]
    for key, name, data in values:
        place = f"{_nsis(key)} {_nsis(name)}"
        lines += [
            "  ClearErrors",
            f"  ReadRegStr $0 HKCU {place}",
            "  IfErrors +5",
            f"  StrCmpS $0 {_nsis(data)} 0 +3",
            f"  DeleteRegValue HKCU {place}",
            "  Goto +2",
            f"  DetailPrint {_nsis(f'Kept, because it was changed: HKCU {key} {name}')}",
        ]
    lines += forget
    lines += [f"  DeleteRegKey /ifempty HKCU {_nsis(key)}" for key in keys_of(values)]
    return "\n".join([*lines, "!macroend", ""])


def reg(values: Iterable[Value]) -> str:
    """As regedit exports and takes it."""
    lines = ["Windows Registry Editor Version 5.00"]
    for key, group in groupby(sorted(values), key=lambda value: value.key):
        lines += ["", rf"[HKEY_CURRENT_USER\{key}]"]
        lines += [f"{_reg(name) if name else '@'}={_reg(data)}" for _, name, data in group]
    return "\r\n".join([*lines, ""])


def _nsis(text: str) -> str:
    """A text of NSIS. In a command, the folder's `%` are doubled: the variable holds them so."""
    place = "$DoubledDir" if text.endswith('"%1"') else "$INSTDIR"
    escaped = text.replace("$", "$$").replace("'", "$\\'").replace(PLACE, place)
    return f"'{escaped}'"


def _reg(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def installed() -> tuple[Value, ...]:
    """What the installer writes, with `PLACE` for its folder."""
    return values_for(program_at(rf"{PLACE}\postil-gui.exe"))


if __name__ == "__main__":
    if sys.argv[1:2] == ["reg"] and len(sys.argv) == 3:
        sys.stdout.buffer.write(
            "\ufeff".encode("utf-16-le") + reg(values_for(program_at(sys.argv[2]))).encode("utf-16-le")
        )
    elif sys.argv[1:] == ["nsh"]:
        sys.stdout.write(nsh(installed()))
    else:
        sys.exit(__doc__)
