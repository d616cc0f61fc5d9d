"""Spares the start what PySide does after each import: reading the source of the imported module, 20 ms for all ours.

PySide looks there for `from __feature__ import ...`, a switch to other spellings of its names, which Postil does not
use. Import this right after the first module of PySide.
"""

from __future__ import annotations

import sys


class _AllKnown(dict[str, int]):
    """Modules that were looked into, by name. Says that all were; to whom none is listed, no switch is set."""

    def __contains__(self, name: object) -> bool:
        return True


def spare_sources() -> bool:
    """Have PySide take all modules for known. False where it is made otherwise, and all goes on as it always did."""
    feature = sys.modules.get("shibokensupport.feature")
    known = getattr(feature, "pyside_feature_dict", None)
    if feature is None or type(known) is not dict:
        return False
    feature.__dict__["pyside_feature_dict"] = _AllKnown(known)
    return True


spare_sources()
