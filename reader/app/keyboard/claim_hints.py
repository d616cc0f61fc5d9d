"""Which keys do something on the current row of a claim's card, and while a row is being typed into. Knows no Qt."""

from __future__ import annotations

from reader.app.desk.claim_row import RowName
from reader.app.keyboard.hint import Hint
from reader.app.wording.tr import later, tr

Found = tuple[str, tuple[str, ...]]  # a word, and the commands whose keys stand before it

WHILE_TYPING = (
    Hint(("Enter",), later("keep")),
    Hint(("Tab",), later("keep, next")),
    Hint(("Shift+Enter",), later("new line")),
    Hint(("Esc",), later("leave as it was")),
)
_ROWS: Found = (later("row"), ("card.previous", "card.next"))
_MOVE: Found = (later("move"), ("card.up", "card.down"))
_REMOVE: Found = (later("remove"), ("card.remove",))
_ENTER = ("card.change",)
_BY_KIND: dict[str, tuple[Found, ...]] = {
    "fragment": ((later("go there"), _ENTER), _MOVE, _REMOVE, (later("add words"), ("card.fragment",))),
    "source": (
        (later("name"), _ENTER),
        (later("words"), ("card.pick.source",)),
        (later("cue"), ("card.pick.cue",)),
        _MOVE,
        _REMOVE,
    ),
    "evidence": (
        (later("open"), _ENTER),
        (later("add"), ("card.evidence",)),
        (later("browser"), ("card.browser",)),
        _MOVE,
        _REMOVE,
    ),
    "field": (
        (later("change"), _ENTER),
        (later("copy"), ("card.copy",)),
        (later("clear"), ("card.remove",)),
    ),
    "relation": ((later("go there"), _ENTER), _REMOVE),
    "about": ((later("mentions"), _ENTER), _MOVE, _REMOVE),
}
_FACT: tuple[Found, ...] = (
    (later("change"), _ENTER),
    (later("who said it"), ("card.source",)),
    (later("evidence"), ("card.evidence",)),
    (later("clear"), ("card.remove",)),
)


def found_on_card(row: str) -> list[Found]:
    """What the keys do on that row, the most useful first."""
    name = RowName.of(row)
    kind = "field" if name.kind == "evidence" and name.field else name.kind
    return [(tr(words), ids) for words, ids in (_ROWS, *_BY_KIND.get(kind, _FACT))]


def while_typing() -> list[Hint]:
    """The keys while a row is being typed into."""
    return [Hint(hint.keys, tr(hint.words)) for hint in WHILE_TYPING]
