"""Spares the start what PySide does after each import: reading the source of the imported module, 20 ms for all ours.

PySide looks there for `from __feature__ import ...`, a switch to other spellings of its names, which Postil does not
use. Import this right after the first module of PySide.
"""

from __future__ import annotations

import builtins


def spare_sources() -> bool:
    """Have modules imported by Python alone. False where PySide is made otherwise, and all goes on as it always did."""
    names = vars(builtins)
    python, pyside = names.get("__orig_import__"), names.get("__feature_import__")
    if python is None or pyside is None or names["__import__"] is not pyside:
        return False
    names["__import__"] = python
    return True


spare_sources()
