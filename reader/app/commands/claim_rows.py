"""What keys do to a row of a claim's card: typing into it, removing it, moving it, copying it. And evidence."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from reader.annotations import claim_parts, relations
from reader.annotations.claim_parts import EVIDENCE_FIELDS
from reader.annotations.collection import Change
from reader.annotations.model import Annotation, Claim, Fragment, Placed, Relation
from reader.annotations.tagset import TagSet
from reader.app.article.addresses import is_web
from reader.app.asking.choice import Choice, Question
from reader.app.commands.card import BY_NAME, has_claim, set_fact, value_of, with_letters
from reader.app.commands.meanwhile import Then, bring_back, set_aside
from reader.app.commands.registry import Command, command, fixed_commands
from reader.app.desk.claim_row import RowName, count_of
from reader.app.desk.desk import Desk
from reader.app.wording.tr import tr

_EVIDENCE_KEYS = {"question": "q", "answer": "a", "url": "u", "archived": "d", "quote": "w"}
_EVIDENCE_TITLES = {
    "question": "question", "answer": "answer", "url": "address", "archived": "archived copy", "quote": "its words",
}  # fmt: skip
SINGLE_LINE = ("url", "archived")


def row_of(desk: Desk) -> RowName:
    """The row that keys act on; one of no kind when the card has not the focus."""
    return RowName.of(desk.ui.claim_row())


def text_of(claim: Claim, name: RowName) -> str:
    """What stands in a row that can be typed into, all of it."""
    if name.kind == "source":
        return claim.attribution[name.number].name if 0 <= name.number < len(claim.attribution) else ""
    if name.kind == "evidence":
        known = 0 <= name.number < len(claim.evidence) and name.field in EVIDENCE_FIELDS
        return str(getattr(claim.evidence[name.number], name.field)) if known else ""
    return value_of(claim, BY_NAME[name.kind]) if name.kind in BY_NAME else ""


def put_text(desk: Desk, then: Then, row: str, text: str) -> None:
    """Take over what was typed into a row of the claim that was `then`; one that was removed meanwhile is back.

    A part of a list that is another one by now is left as it is, and the text on the clipboard.
    """
    name, session, was = RowName.of(row), desk.session, then.annotation
    if (isinstance(was, Claim) and text == text_of(was, name)) or set_aside(desk, text):
        return
    bring_back(desk, then)
    claim = session.annotations.annotations.get(was.id)
    if not isinstance(claim, Claim) or not isinstance(was, Claim):
        return
    if name.kind in ("source", "evidence") and text_of(claim, name) != text_of(was, name):
        desk.ui.copy(text)
        desk.ui.tell(tr("The claim was changed meanwhile; what you typed is on the clipboard."))
    elif name.kind == "source":
        role = "relay" if any(a.role == "speaker" for a in claim.attribution) else "speaker"
        done(desk, claim, claim_parts.set_name(session.annotations, claim, name.number, text, session.stamp, role=role))
    elif name.kind == "evidence":
        done(desk, claim, claim_parts.set_evidence(claim, name.number, name.field, text, session.stamp))
    elif name.kind in BY_NAME:
        desk.set_current(claim.id)
        set_fact(desk, BY_NAME[name.kind], text, then)


def done(desk: Desk, claim: Claim, change: Change, row: str = "") -> bool:
    """Make a change of a claim, which stays current; then to that row. Whether there was anything to change."""
    made = desk.apply(change) is not None
    desk.set_current(claim.id)
    if made and row:
        desk.ui.claim_go_to(row)
    return made


# -- any row -----------------------------------------------------------------------------------------


# rows of parts that stand in a list of the claim, by kind of row
PARTS: dict[str, claim_parts.Kind] = {"fragment": "fragments", "source": "attribution", "evidence": "evidence"}


@command("card.remove", "Remove the row", "Delete", context="claim-card", when=has_claim)
def _remove(desk: Desk) -> None:
    claim, name = desk.current_claim(), row_of(desk)
    if claim is None:
        return
    stamp, annotations = desk.session.stamp, desk.session.annotations
    if name.kind == "evidence" and name.field:
        done(desk, claim, claim_parts.set_evidence(claim, name.number, name.field, "", stamp))
    elif name.kind in PARTS:
        is_done = done(desk, claim, claim_parts.remove_part(claim, PARTS[name.kind], name.number, stamp))
        if not is_done and name.kind == "fragment":
            desk.ui.tell(tr("These are the claim's only words; on the page, Delete removes the claim."))
    elif name.kind == "relation":
        done(desk, claim, relations.unrelate(annotations, name.id))
    elif name.kind == "about":
        done(desk, claim, claim_parts.remove_about(annotations, claim, name.id, stamp))
    elif name.kind in BY_NAME:
        set_fact(desk, BY_NAME[name.kind], "")


def _move(desk: Desk, *, by: int) -> None:
    claim, name = desk.current_claim(), row_of(desk)
    if claim is None:
        return
    stamp = desk.session.stamp
    if name.kind == "about":
        done(desk, claim, claim_parts.move_about(claim, name.id, by, stamp), f"about.{name.id}")
        return
    if name.kind not in PARTS:
        desk.ui.tell(tr("Fragments, sources, evidence and entities can be moved."))
        return
    field = f".{name.field}" if name.field else ""
    done(
        desk,
        claim,
        claim_parts.move_part(claim, PARTS[name.kind], name.number, by, stamp),
        f"{name.kind}.{name.number + by}{field}",
    )


command("card.up", "Move the row up", "Alt+Up", context="claim-card", when=has_claim)(partial(_move, by=-1))
command("card.down", "Move the row down", "Alt+Down", context="claim-card", when=has_claim)(partial(_move, by=1))


@command("card.copy", "Copy the row", "Ctrl+C", context="claim-card", when=has_claim)
def _copy(desk: Desk) -> None:
    claim = desk.current_claim()
    words = words_of_row(desk, claim, row_of(desk)) if claim is not None else ""
    if words:
        desk.ui.copy(words)
        desk.ui.tell(tr("Copied."))


def words_of_row(desk: Desk, claim: Claim, name: RowName) -> str:
    """All that a row stands for, as it is copied; an address in full."""
    annotations = desk.session.annotations
    if name.kind == "fragment" and 0 <= name.number < len(claim.fragments):
        return _words(desk, claim.fragments[name.number])
    if name.kind == "evidence" and not name.field and 0 <= name.number < len(claim.evidence):
        values = (getattr(claim.evidence[name.number], field) for field in EVIDENCE_FIELDS)
        return "\n".join(value for value in values if value)
    if name.kind == "about":
        entity = annotations.entities.get(name.id)
        return entity.name if entity else name.id
    if name.kind == "relation":
        other = other_end(annotations.annotations.get(name.id), claim)
        end = annotations.annotations.get(other)
        return " … ".join(_words(desk, fragment) for fragment in end.fragments) if end else other
    return text_of(claim, name)


def _words(desk: Desk, fragment: Fragment) -> str:
    return fragment.span.of(desk.text) if isinstance(fragment, Placed) else fragment.quote.exact


def other_end(relation: Annotation | None, claim: Claim) -> str:
    """The id at the other end of a relation of `claim`, empty when it is none."""
    if not isinstance(relation, Relation):
        return ""
    return relation.to_id if relation.from_id == claim.id else relation.from_id


# -- evidence ----------------------------------------------------------------------------------------


def _add_evidence(desk: Desk) -> None:
    claim = desk.current_claim()
    if claim is None:
        desk.ui.tell(tr("There is no claim here."))
        return
    desk.ui.open_card(claim.id, f"evidence.{len(claim.evidence)}.question")


command("claim.evidence", "Add evidence", "Shift+E", menu="Claim", when=has_claim)(_add_evidence)
command("card.evidence", "Add evidence", "Shift+E", context="claim-card", when=has_claim)(_add_evidence)


def piece_of(desk: Desk, claim: Claim) -> int:
    """The piece of evidence that keys act on: the current row's, else the last; of none, the first to be."""
    name = row_of(desk)
    return name.number if name.kind == "evidence" else max(0, len(claim.evidence) - 1)


def _type_evidence(desk: Desk, *, field: str) -> None:
    claim = desk.current_claim()
    if claim is not None:
        desk.ui.open_card(claim.id, f"evidence.{piece_of(desk, claim)}.{field}")


for _field, _key in _EVIDENCE_KEYS.items():
    _title = f"Evidence: {_EVIDENCE_TITLES[_field]}"
    command(f"card.evidence.{_field}", _title, f"e {_key}", context="claim-card", when=has_claim)(
        partial(_type_evidence, field=_field)
    )


def _set_stance(desk: Desk, stance: str) -> None:
    claim = desk.current_claim()
    if claim is None:
        return
    number = piece_of(desk, claim)
    change = claim_parts.set_evidence(claim, number, "stance", stance, desk.session.stamp)
    if desk.apply(change) is None and number == len(claim.evidence):
        desk.ui.tell(tr("There is no evidence yet."))
    desk.set_current(claim.id)


@command("card.browser", "Open the address in the browser", "o", context="claim-card", when=has_claim)
def _browser(desk: Desk) -> None:
    """The addresses of the piece in full, to be chosen from: nothing opens that has not been seen."""
    claim, name = desk.current_claim(), row_of(desk)
    if claim is None or name.kind != "evidence" or name.number >= len(claim.evidence):
        desk.ui.tell(tr("Only the address of evidence can be opened."))
        return
    piece = claim.evidence[name.number]
    found = [("url", piece.url), ("archived", piece.archived)]
    if name.field in SINGLE_LINE:
        found = [(field, address) for field, address in found if field == name.field]
    choices = [Choice(address, address, _EVIDENCE_TITLES[field]) for field, address in found if is_web(address)]
    if not choices:
        desk.ui.tell(tr("There is no http or https address here to open."))
        return
    desk.ui.pick(Question(tr("Open in the browser"), choices, lambda address, _typed: desk.ui.open_address(address)))


# -- fields of a piece, by Tab -----------------------------------------------------------------------


def _tab(desk: Desk, *, by: int) -> None:
    """In evidence to the next of its fields; elsewhere to the next row."""
    claim, name = desk.current_claim(), row_of(desk)
    if claim is not None and name.kind == "evidence" and name.field:
        desk.ui.open_card(claim.id, f"evidence.{name.number}.{field_beside(name.field, by)}")
    else:
        desk.ui.pane_step(by)


def field_beside(field: str, by: int) -> str:
    """The field of evidence after this one, or before it; after the last comes the first."""
    return EVIDENCE_FIELDS[(EVIDENCE_FIELDS.index(field) + by) % len(EVIDENCE_FIELDS)]


command("card.tab", "Next field of the evidence", "Tab", context="claim-card")(partial(_tab, by=1))
command("card.tab.back", "Previous field of the evidence", "Shift+Tab", context="claim-card")(partial(_tab, by=-1))


# -- sources ---------------------------------------------------------------------------------------


@command("card.source.more", "Another source", "Shift+S", context="claim-card", when=has_claim)
def _another_source(desk: Desk) -> None:
    claim = desk.current_claim()
    if claim is not None:
        desk.ui.open_card(claim.id, f"source.{len(claim.attribution)}")


def source_of(desk: Desk, claim: Claim) -> int:
    """The attribution that keys act on: the current row's, else the first speaker, else one to be made."""
    name = row_of(desk)
    return name.number if name.kind == "source" else claim_parts.first_speaker(claim)


def _set_role(desk: Desk, role: str) -> None:
    claim = desk.current_claim()
    if claim is None:
        return
    number = source_of(desk, claim)
    number = 0 if number >= count_of(claim, "source") else number
    change = claim_parts.set_role(claim, number, role, desk.session.stamp)
    if desk.apply(change) is None and not claim.attribution:
        desk.ui.tell(tr("There is no source yet: s says who said it."))
    desk.set_current(claim.id)


def row_commands(tagset: TagSet) -> tuple[Command, ...]:
    """A command for each stance of evidence and each role of a source; undo and redo as on the page."""
    page = (c for c in fixed_commands() if c.id in ("undo", "redo"))
    found = [Command(f"card.{c.id}", tr(c.title), c.run, c.keys, "claim-card", when=c.when) for c in page]
    for key, kind, title, values, run in (
        ("w", "stance", tr("Evidence"), tagset.stances, _set_stance),
        ("r", "role", tr("Source"), tagset.roles, _set_role),
    ):
        for value in with_letters(values):
            act = _with_value(run, value.id)
            name = f"card.{kind}.{value.id}"
            found.append(Command(name, f"{title}: {value.label}", act, (f"{key} {value.key}",), "claim-card"))
    return tuple(found)


def _with_value(run: Callable[[Desk, str], None], value: str) -> Callable[[Desk], None]:
    return lambda desk: run(desk, value)
