"""A setting's value in the user's language. Knows no Qt."""

from __future__ import annotations

from reader.app.wording.tr import tr, trn
from reader.settings import Option, Value, shown


def said(known: Option, value: Value) -> str:
    """A value as users read it: "18 px", "66 characters", "on", "by words"."""
    if isinstance(value, bool) or known.kind == "choice":
        return tr(shown(known, value))
    if known.unit == "characters" and isinstance(value, int):
        return trn("{count} character", "{count} characters", value)
    return shown(known, value)
