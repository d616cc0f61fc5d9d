"""Which keys do something on the current row of a claim's card, and while a row is being typed into. Knows no Qt."""

from __future__ import annotations

from reader.app.claim_row import RowName
from reader.app.hint import Hint

Found = tuple[str, tuple[str, ...]]  # a word, and the commands whose keys stand before it

WHILE_TYPING = (
    Hint(("Enter",), "keep"),
    Hint(("Tab",), "keep, next"),
    Hint(("Shift+Enter",), "new line"),
    Hint(("Esc",), "leave as it was"),
)
_ROWS: Found = ("row", ("card.previous", "card.next"))
_MOVE: Found = ("move", ("card.up", "card.down"))
_REMOVE: Found = ("remove", ("card.remove",))
_ENTER = ("card.change",)
_BY_KIND: dict[str, tuple[Found, ...]] = {
    "fragment": (("go there", _ENTER), _MOVE, _REMOVE, ("add words", ("card.fragment",))),
    "source": (("name", _ENTER), ("words", ("card.pick.source",)), ("cue", ("card.pick.cue",)), _MOVE, _REMOVE),
    "evidence": (("open", _ENTER), ("add", ("card.evidence",)), ("browser", ("card.browser",)), _MOVE, _REMOVE),
    "field": (
        ("change", _ENTER),
        ("copy", ("card.copy",)),
        ("browser", ("card.browser",)),
        ("clear", ("card.remove",)),
    ),
    "relation": (("go there", _ENTER), _REMOVE),
    "about": (("mentions", _ENTER), _MOVE, _REMOVE),
}
_FACT: tuple[Found, ...] = (
    ("change", _ENTER),
    ("who said it", ("card.source",)),
    ("evidence", ("card.evidence",)),
    ("clear", ("card.remove",)),
)


def found_on_card(row: str) -> list[Found]:
    """What the keys do on that row, the most useful first."""
    name = RowName.of(row)
    kind = "field" if name.kind == "evidence" and name.field else name.kind
    return [_ROWS, *_BY_KIND.get(kind, _FACT)]
