"""Imports PySide without what it compiles at each start and hardly ever needs: all it knows of its own signatures.

PySide carries these modules as sources inside its library, where no bytecode can be kept: 40 ms of the way to the
first frame. They are asked for texts of help and for the words of a TypeError, and are compiled then. Import this
before any module of PySide.
"""

from __future__ import annotations

import builtins
import sys
import threading
from typing import Any

_PACKAGE = "shibokensupport.signature."
# In the order in which they need each other.
_LATE = ("mapping", "lib.tool", "parser", "layout", "errorhandler", "lib.enum_sig", "lib.pyi_generator")
_FILES = {f"{_PACKAGE}{name}".replace(".", "/") + ".py": f"{_PACKAGE}{name}" for name in _LATE}
# PySide's library does not ask `mapping` for its names but looks them up, and for this one before any other.
_LOOKED_UP = "update_mapping"
_STAND_IN = f"""
def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    from reader.app.start.signatures import load
    return load(globals(), name)

def {_LOOKED_UP}():
    return __getattr__("{_LOOKED_UP}")()
"""
_sources: dict[str, bytes] = {}
_lock = threading.RLock()


def import_pyside() -> bool:
    """Import QtCore, with stand-ins for those modules. False where they are there already, or cannot be left out."""
    if "shiboken6" in sys.modules:
        return False
    compile_now: Any = builtins.compile

    def compile_late(source: Any, filename: Any, *args: Any, **named: Any) -> Any:
        if filename in _FILES and isinstance(source, bytes):
            _sources[_FILES[filename]] = source
            source = _STAND_IN
        return compile_now(source, filename, *args, **named)

    vars(builtins)["compile"] = compile_late
    try:
        import PySide6.QtCore  # noqa: F401
    finally:
        vars(builtins)["compile"] = compile_now
    return bool(_sources)


def load(names: dict[str, Any], name: str) -> Any:
    """What stands under `name` in a module that was left out, and now is there with all the others."""
    with _lock:
        for module in _FILES.values():
            source = _sources.pop(module, None)
            if source is not None:
                _fill(vars(sys.modules[module]), source, module)
    if name in names:
        return names[name]
    raise AttributeError(f"module {names['__name__']} has no attribute {name}")


def _fill(names: dict[str, Any], source: bytes, module: str) -> None:
    ours = {key: names[key] for key in ("__getattr__", _LOOKED_UP)}  # threads that ask meanwhile wait there
    exec(compile(source, names["__file__"], "exec", dont_inherit=True), names)
    if module == f"{_PACKAGE}mapping":
        names[_LOOKED_UP] = _one_by_one(names[_LOOKED_UP])
    for key, stand_in in ours.items():
        if names[key] is stand_in:
            del names[key]


def _one_by_one(update: Any) -> Any:
    def update_mapping() -> None:
        """Know all of PySide that is imported by now. Before all is there, and on two threads at once, it fails."""
        with _lock:
            update()

    return update_mapping


import_pyside()
