"""Settling where annotations stand whose words were changed: accepted, rejected, or put on other words."""

from __future__ import annotations

from collections.abc import Callable
from difflib import SequenceMatcher

from reader.annotations.anchor_acts import accept, attach, is_orphan, is_uncertain, next_uncertain, reject
from reader.annotations.model import Anchor, Annotation, Lost
from reader.app.asking.choice import Choice, Question
from reader.app.commands.annotate import describe, go_to, rest_on
from reader.app.commands.registry import command
from reader.app.desk.desk import Desk
from reader.app.wording.tr import later, tr, trn
from reader.text.spans import Span

MOST_COMPARED = 400  # orphans whose words are compared with the selection; further ones come after these
MOST_CP = 200


def _uncertain_here(desk: Desk) -> Annotation | None:
    """What is current if it is uncertain, else the innermost uncertain one under the caret."""
    current = desk.current_annotation()
    if current is not None and is_uncertain(current):
        return current
    return next((a for a in desk.annotations_here() if is_uncertain(a)), None)


def _is_uncertain_here(desk: Desk) -> bool:
    return _uncertain_here(desk) is not None


@command("anchor.next", "Next uncertain annotation", "!", menu="Edit/Anchors")
def _next(desk: Desk) -> None:
    current = desk.current_annotation()
    here = (current.start, current.id) if current is not None else (desk.caret, "")
    found = next_uncertain(desk.session.annotations, here)
    if found is not None:
        go_to(desk, found)
        desk.ui.tell(_what_is_unsure(desk, found))
        return
    orphans = sum(a.anchor is Anchor.ORPHAN for a in desk.session.annotations)
    one, other = (
        later("{count} is an orphan, whose words are gone."),
        later("{count} are orphans, whose words are gone."),
    )
    rest = [trn(one, other, orphans)] if orphans else []
    desk.ui.tell(" ".join((tr("No annotation is uncertain."), *rest)))


def _what_is_unsure(desk: Desk, annotation: Annotation) -> str:
    """The words that were quoted, for comparing them with what stands there."""
    old = [f.quote.exact for f in annotation.fragments if f.quote is not None]
    words = " … ".join(_short(quote) for quote in old)
    what = describe(desk, annotation)
    return tr("Uncertain {what}, once on “{words}”: right or wrong?", what=what, words=words)


@command("anchor.accept", "Accept the uncertain place", "y", menu="Edit/Anchors", when=_is_uncertain_here)
def _accept(desk: Desk) -> None:
    annotation = _uncertain_here(desk)
    if annotation is None:
        desk.ui.tell(tr("There is nothing uncertain here."))
        return
    label = tr("Accept the place of {what}", what=describe(desk, annotation))
    if desk.apply(accept(annotation, desk.session.stamp, label=label)) is not None:
        desk.set_current(annotation.id)
        _tell_how_many(desk, tr("Accepted."))


@command("anchor.reject", "Reject the uncertain place", "z", menu="Edit/Anchors", when=_is_uncertain_here)
def _reject(desk: Desk) -> None:
    annotation = _uncertain_here(desk)
    if annotation is None:
        desk.ui.tell(tr("There is nothing uncertain here."))
        return
    label = tr("Reject the place of {what}", what=describe(desk, annotation))
    if desk.apply(reject(annotation, desk.text, desk.session.stamp, label=label)) is not None:
        desk.set_current(None)
        _tell_how_many(desk, tr("Rejected: it is an orphan now."))


def _tell_how_many(desk: Desk, what: str) -> None:
    left = sum(is_uncertain(a) for a in desk.session.annotations)
    rest = [trn("{count} more is uncertain.", "{count} more are uncertain.", left)] if left else []
    desk.ui.tell(" ".join((what, *rest)))


@command("anchor.list", "List what is unsure or an orphan", "#", menu="Edit/Anchors")
def _list(desk: Desk) -> None:
    """In the panel, where each can be settled by key."""
    if not any(is_uncertain(a) or is_orphan(a) for a in desk.session.annotations):
        desk.ui.tell(tr("All annotations stand on their words."))
        return
    desk.ui.list_states(("fuzzy", "orphan"))


@command("list.accept", "Accept its place", "y", context="list")
def _accept_row(desk: Desk) -> None:
    _settle_row(desk, _accept)


@command("list.reject", "Reject its place", "z", context="list")
def _reject_row(desk: Desk) -> None:
    _settle_row(desk, _reject)


def _settle_row(desk: Desk, settle: Callable[[Desk], None]) -> None:
    row = desk.session.annotations.annotations.get(desk.ui.row_annotation())
    if row is None or not is_uncertain(row):
        desk.ui.tell(tr("Only what is unsure can be accepted or rejected."))
        return
    desk.set_current(row.id)
    settle(desk)


@command("list.attach", "Attach the orphan to the selected words", "@", context="list")
def _attach_row(desk: Desk) -> None:
    """To what is selected on the page, or the word of its caret."""
    row = desk.session.annotations.annotations.get(desk.ui.row_annotation())
    span = desk.target()
    if row is None or not is_orphan(row):
        desk.ui.tell(tr("Only an orphan is attached to other words."))
    elif span is None:
        desk.ui.tell(tr("There are no words here to attach an orphan to."))
    else:
        attach_to(desk, row.id, span)


@command("anchor.attach", "Attach an orphan to these words ...", "@", menu="Edit/Anchors")
def _attach(desk: Desk) -> None:
    """To the selection or the word of the caret; which orphan is asked, the one most like these words first."""
    span = desk.target()
    if span is None:
        desk.ui.tell(tr("There are no words here to attach an orphan to."))
        return
    orphans = [a for a in desk.session.annotations.in_reading_order if is_orphan(a)]
    if not orphans:
        desk.ui.tell(tr("There is no orphan: all annotations stand on words."))
        return
    words = span.of(desk.text)
    ordered = [*sorted(orphans[:MOST_COMPARED], key=lambda a: -_likeness(a, words)), *orphans[MOST_COMPARED:]]
    if desk.current in {a.id for a in ordered}:
        ordered.sort(key=lambda a: a.id != desk.current)  # the one that was looked at last
    choices = [Choice(a.id, _short(_quoted(a)), _kind(desk, a)) for a in ordered]
    desk.ui.pick(
        Question(
            tr("Attach to “{words}”", words=_short(words)), choices, lambda key, _typed: attach_to(desk, key, span)
        )
    )


def attach_to(desk: Desk, annotation_id: str, span: Span) -> None:
    """Put this orphan on `span`; the caret rests there."""
    annotation = desk.session.annotations.annotations.get(annotation_id)
    if annotation is None or not is_orphan(annotation):
        desk.ui.tell(tr("This annotation is no orphan any more."))
        return
    label = tr("Attach {what}", what=describe(desk, annotation))
    if desk.apply(attach(annotation, span, desk.session.stamp, label=label)) is not None:
        rest_on(desk, span, annotation_id)
        lost = len(desk.session.annotations.annotations[annotation_id].lost)
        one, other = later("{count} of its fragments is still lost."), later("{count} of its fragments are still lost.")
        rest = [trn(one, other, lost)] if lost else []
        desk.ui.tell(" ".join((tr("Attached to “{words}”.", words=_short(span.of(desk.text))), *rest)))


def _quoted(annotation: Annotation) -> str:
    return " … ".join(f.quote.exact for f in annotation.fragments if isinstance(f, Lost))


def _kind(desk: Desk, annotation: Annotation) -> str:
    return " · ".join(filter(None, (describe(desk, annotation), _short(annotation.note))))


def _likeness(annotation: Annotation, words: str) -> float:
    old, new = _quoted(annotation).casefold()[:MOST_CP], words.casefold()[:MOST_CP]
    return SequenceMatcher(None, old, new, autojunk=False).ratio()


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= 60 else f"{flat[:57]}..."
