"""What the card of a claim says, row by row, as values made from the claim. Knows no Qt and changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from reader.annotations.model import Attribution, Claim, Evidence, Fragment, Lost, Placed
from reader.annotations.relations import SYMMETRIC, related
from reader.app.article.addresses import shortened
from reader.app.commands.card import FIELDS, Field, value_of
from reader.app.keyboard.hint import Hint
from reader.app.keyboard.keymap import Keymap
from reader.app.panels.rows import Said, short_label, words_of
from reader.app.wording.conflicts import conflict_words
from reader.app.wording.tr import later, tr, trn
from reader.visible import for_terminal, shown

EVIDENCE_LABELS = {
    "question": later("Question"), "answer": later("Answer"), "url": later("Address"), "archived": later("Archived"),
    "quote": later("Quote"),
    "stance": later("Stance"),
}  # fmt: skip
ROLE_LABELS = {
    "speaker": later("Who said it"),
    "relay": later("Via"),
    "author": later("Author"),
    "unnamed": later("Not named"),
}
MOST_CP = 1200  # of one text; nobody reads more of it in a panel
_BELOW = ("normalized", "note")  # fields whose text stands under their name


class Style(Enum):
    """How a row is laid out."""

    HEAD = auto()
    WORDS = auto()  # a fragment, in the reading face
    KEYS = auto()  # keys with a word each
    FACT = auto()  # name, value, key
    TITLE = auto()
    TEXT = auto()  # a title with a text below
    PIECE = auto()  # evidence, closed
    FIELD = auto()  # one field of evidence that is open
    LINK = auto()  # to a claim or an entity


class CardRow(NamedTuple):
    """One row. `id` is its name (`claim_row`), empty where it cannot be current; `keys` stand on caps at its right.

    `strong` stands bold before the value, `detail` softly below it; `sign` is the name of a drawing.
    """

    style: Style
    id: str = ""
    name: str = ""
    value: str = ""
    detail: str = ""
    strong: str = ""
    sign: str = ""
    keys: tuple[str, ...] = ()
    hints: tuple[Hint, ...] = ()

    @property
    def spoken(self) -> str:
        """The row in words."""
        if self.style in (Style.FACT, Style.TEXT, Style.FIELD):
            said = f"{self.name}: {' '.join(x for x in (self.strong, self.value) if x) or tr('not set')}"
        else:
            said = " ".join(x for x in (self.name, self.strong, self.value) if x)
        keys = tr("key {key}", key=" ".join(self.keys)) if self.keys else ""
        more = ", ".join(f"{' '.join(h.keys)} {h.words}".strip() for h in self.hints)
        return ", ".join(part for part in (said, self.detail, keys, more) if part)


class CardView(NamedTuple):
    """What the card needs to know beside the claim: the article, the keys, and what is open or being added."""

    said: Said
    keymap: Keymap
    opened: int = -1  # the piece of evidence whose fields are listed
    draft: str = ""  # the row that is being added


def rows_of_claim(claim: Claim, view: CardView) -> tuple[CardRow, ...]:
    """All rows, in order."""
    rows = [
        _head(claim, view),
        *_conflicts(claim, view),
        *_fragments(claim, view),
        *_sources(claim, view),
        *(_fact(claim, field, view) for field in FIELDS if field.vocabulary),
        *_evidence(claim, view),
        *_relations(claim, view),
        *_about(claim, view),
        *(_fact(claim, field, view) for field in FIELDS if field.name in _BELOW),
    ]
    return tuple(map(_visible, rows))


def _visible(row: CardRow) -> CardRow:
    """The same, with what cannot be seen in its words shown; lines of a note stay lines."""
    return row._replace(
        value=for_terminal(row.value), detail=shown(row.detail), strong=shown(row.strong), name=shown(row.name)
    )


def key_of(view: CardView, *command_ids: str) -> tuple[str, ...]:
    """The caps of the first of these commands that has a key."""
    for command_id in command_ids:
        for keys in view.keymap.keys_of(command_id)[:1]:
            return tuple(keys.split())
    return ()


def _hint(view: CardView, words: str, *command_ids: str) -> list[Hint]:
    keys = key_of(view, *command_ids)
    return [Hint(keys, words)] if keys else []


def _cut(text: str) -> str:
    return text if len(text) <= MOST_CP else text[: MOST_CP - 1].rstrip() + "…"


def _head(claim: Claim, view: CardView) -> CardRow:
    claims = view.said.annotations.claims
    number = next((n for n, each in enumerate(claims, start=1) if each.id == claim.id), 0)
    hints = tuple(_hint(view, tr("back"), "back"))
    return CardRow(
        Style.HEAD, name=tr("Claim {number}", number=number), value=tr("of {all}", all=len(claims)), hints=hints
    )


def _conflicts(claim: Claim, view: CardView) -> Iterator[CardRow]:
    """What the other side says, where two changed the same fact, and the keys that decide."""
    if claim.conflict:
        yield CardRow(Style.TITLE, name=tr("In conflict: the other side says"))
        for label, words in conflict_words(view.said, claim):
            yield CardRow(Style.FACT, name=label, value=words)
        mine, theirs = _hint(view, tr("keep mine"), "card.mine"), _hint(view, tr("take theirs"), "card.theirs")
        yield CardRow(Style.KEYS, hints=(*mine, *theirs))


# -- its words ---------------------------------------------------------------------------------------


def _fragments(claim: Claim, view: CardView) -> Iterator[CardRow]:
    several = len(claim.fragments) > 1
    for number, fragment in enumerate(claim.fragments):
        name = str(number + 1) if several else ""
        if isinstance(fragment, Lost):
            again = _hint(view, tr("puts it on the selection"), "card.pick.attach")
            yield CardRow(
                Style.WORDS, f"fragment.{number}", name, f"“{_words(fragment, view)}”", tr("These words are gone."),
                sign="orphan", hints=tuple(again),
            )  # fmt: skip
        else:
            detail = tr("not sure that these are the words") if fragment.quote is not None else ""
            yield CardRow(Style.WORDS, f"fragment.{number}", name, _words(fragment, view), detail)
    count = trn("{count} fragment", "{count} fragments", len(claim.fragments))
    yield CardRow(Style.KEYS, hints=(Hint((), count), *_hint(view, tr("adds the selection"), "card.fragment")))


def _words(fragment: Fragment | None, view: CardView) -> str:
    """The words of a fragment on one line; the old ones where they are gone."""
    if fragment is None:
        return ""
    if isinstance(fragment, Placed):
        span = fragment.span
        words = view.said.text[span.start : min(span.end, span.start + 2 * MOST_CP)]
    else:
        words = fragment.quote.exact[: 2 * MOST_CP]
    return _cut(" ".join(words.split()))


# -- who said it -------------------------------------------------------------------------------------


def _sources(claim: Claim, view: CardView) -> Iterator[CardRow]:
    named = list(claim.attribution)
    if not named or view.draft.startswith("source."):
        named.append(Attribution("", "relay" if any(a.role == "speaker" for a in named) else "speaker"))
    speaker = next((n for n, a in enumerate(named) if a.role == "speaker"), 0)
    for number, one in enumerate(named):
        label = tr(ROLE_LABELS.get(one.role, one.role))
        keys = key_of(view, "card.source") if number == speaker else ()
        yield CardRow(Style.FACT, f"source.{number}", label, detail=_named_by(one, view), strong=one.name, keys=keys)
    hints = [
        *_hint(view, tr("words"), "card.pick.source"),
        *_hint(view, tr("cue"), "card.pick.cue"),
        *_hint(view, tr("via"), "card.pick.relay"),
        *_hint(view, tr("another"), "card.source.more"),
        *([Hint(tuple(keys[:1]), tr("role"))] if (keys := key_of(view, f"card.role.{named[0].role}")) else []),
    ]
    yield CardRow(Style.KEYS, hints=tuple(hints))


def _named_by(one: Attribution, view: CardView) -> str:
    """The words that name a source and the words that report, in the order they stand in the article."""
    both = [f for f in (one.words, one.cue) if f is not None]
    both.sort(key=lambda f: f.span.start if isinstance(f, Placed) else -1)
    return " … ".join(
        tr("“{words}” (gone)", words=_words(f, view)) if isinstance(f, Lost) else f"“{_words(f, view)}”" for f in both
    )


# -- single facts ------------------------------------------------------------------------------------


def _fact(claim: Claim, field: Field, view: CardView) -> CardRow:
    value, tagset = value_of(claim, field), view.said.tagset
    if field.name in _BELOW:
        return CardRow(Style.TEXT, field.name, tr(field.label), _cut(value), keys=key_of(view, f"card.{field.name}"))
    if field.vocabulary == "check":
        number = tagset.checks.index(value) + 1 if value in tagset.checks else 0
        keys = key_of(view, f"card.check.{value}") if number else (f"1–{min(len(tagset.checks), 9)}",)
        return CardRow(Style.FACT, field.name, tr(field.label), value, keys=keys)
    keys = tuple(view.keymap.keys_of(f"card.{field.name}.unset")[:1])
    first = tuple(keys[0].split()[:1]) if keys else ()
    shown, strong = value, ""
    if field.vocabulary in tagset.vocabularies and value:
        label = short_label(tagset.label_of(field.vocabulary, value))
        shown = f"{value} · {label.lower()}" if len(value) == 1 else label
    if field.name == "verdict":
        shown, strong = "", shown
    return CardRow(
        Style.FACT, field.name, tr(field.label), shown, strong=strong, sign=value if strong else "", keys=first
    )  # fmt: skip


# -- evidence ----------------------------------------------------------------------------------------


def _evidence(claim: Claim, view: CardView) -> Iterator[CardRow]:
    yield CardRow(Style.TITLE, name=tr("Evidence"), keys=key_of(view, "card.evidence"))
    pieces = list(claim.evidence)
    if view.draft.startswith("evidence."):
        pieces.append(Evidence())
    for number, piece in enumerate(pieces):
        if number == view.opened:
            yield from _open_piece(piece, number, view)
        else:
            yield _piece(piece, number)


def _piece(piece: Evidence, number: int) -> CardRow:
    quote = f"“{piece.quote}”" if piece.quote else ""
    said = piece.answer or quote
    rest = [piece.stance, shortened(piece.url) if piece.url else "", tr("archived") if piece.archived else ""]
    head = piece.question or ("" if said else tr("Evidence without words"))
    detail = " · ".join(x for x in rest if x)
    return CardRow(Style.PIECE, f"evidence.{number}", value=_cut(said), strong=_cut(head), detail=detail)


def _open_piece(piece: Evidence, number: int, view: CardView) -> Iterator[CardRow]:
    for field, label in EVIDENCE_LABELS.items():
        value = getattr(piece, field)
        shown = shortened(value) if field in ("url", "archived") and value else _cut(value)
        stance = f"card.stance.{view.said.tagset.stances[0]}" if view.said.tagset.stances else ""
        keys = key_of(view, stance)[:1] if field == "stance" else key_of(view, f"card.evidence.{field}")
        yield CardRow(Style.FIELD, f"evidence.{number}.{field}", tr(label), shown, keys=keys)


# -- other claims, and entities ----------------------------------------------------------------------


def _relations(claim: Claim, view: CardView) -> Iterator[CardRow]:
    types = view.said.tagset.relations
    caps = [(key_of(view, f"card.relate.{t.id}", f"card.pick.relate.{t.id}"), t.label) for t in types]
    yield CardRow(Style.TITLE, name=tr("Relations"))
    yield CardRow(Style.KEYS, hints=tuple(Hint(keys, label) for keys, label in caps if keys))
    numbers = {other.id: number for number, other in enumerate(view.said.annotations.claims, start=1)}
    labels = {t.id: t.label for t in types}
    for relation, other, outgoing in related(view.said.annotations, claim.id):
        label = labels.get(relation.type, relation.type)
        end = view.said.annotations.annotations.get(other)
        words = words_of(view.said, end) if end is not None else tr("It is not in this file.")
        name = label if outgoing or relation.type in SYMMETRIC else _passive(label)
        number = numbers.get(other)
        strong = tr("claim {number}", number=number) if number else ""
        yield CardRow(Style.LINK, f"relation.{relation.id}", name, words, strong=strong)


def _passive(label: str) -> str:
    """The relation seen from its other end: "supported by"."""
    known = {"supports": tr("supported by"), "attacks": tr("attacked by")}
    return known.get(label, f"← {label}")


def _about(claim: Claim, view: CardView) -> Iterator[CardRow]:
    yield CardRow(Style.TITLE, name=tr("About"), keys=key_of(view, "card.about"))
    annotations, tagset = view.said.annotations, view.said.tagset
    for key in claim.about:
        entity = annotations.entities.get(key)
        name = entity.name if entity else key
        kind = tagset.type(entity.type).label if entity else tr("not in this file")
        yield CardRow(Style.LINK, f"about.{key}", detail=kind, strong=name)
