"""Making claims and settling them from the page."""

from __future__ import annotations

from dataclasses import replace

from reader.annotations import acts
from reader.annotations.collection import Change
from reader.annotations.fields import set_fields
from reader.annotations.model import Claim, Mention, Placed
from reader.annotations.tagset import Value
from reader.app.commands.registry import Command, command
from reader.app.commands.suggest import accept
from reader.app.desk.desk import Desk, LastTag
from reader.app.desk.hidden import CLAIMS
from reader.app.wording.tr import tr
from reader.text.sentences import sentence_at
from reader.text.statements import statement_at


@command("claim.make", "Claim", "c", menu="Claim")
def make_claim(desk: Desk) -> None:
    """From the selection; a bare caret takes the statement it is in. Again, right after: the sentence instead."""
    article, session = desk.session.article, desk.session
    desk.last_tag = LastTag(CLAIMS)
    span = desk.target() if desk.selected() is not None else None
    bare = span is None
    spans = (span,) if span is not None else statement_at(article, desk.caret)
    if bare:
        made = session.annotations.annotations.get(desk.fresh_claim or "")
        if isinstance(made, Claim) and desk.current == made.id and (len(made.fragments) == 1 or made.spans == spans):
            sentence = sentence_at(article, desk.caret)
            if made.spans != (sentence,):
                wider = replace(made, fragments=(Placed(sentence),), modified=session.stamp.now())
                desk.apply(Change(tr("Claim the sentence"), ((made.id, wider),)))
            return
    if not any(spans):
        desk.ui.tell(tr("There is no clause here to make a claim of."))
        return
    change = acts.claim(session.annotations, spans, session.stamp)
    if not change:
        same = next(iter(acts.same_words(session.annotations, spans)), None)
        desk.set_current(same.id if same else None)
        return
    caret = desk.caret
    if desk.apply(change) is not None:
        desk.place_caret(caret if bare else spans[0].start)
        desk.fresh_claim = change.annotations[0][0]
        desk.set_current(change.annotations[0][0])


def _last_claim(desk: Desk) -> Claim | None:
    """The claim that was made or visited last, wherever the caret went since to fetch a fragment."""
    claim = desk.session.annotations.annotations.get(desk.claim_at_hand or "")
    return claim if isinstance(claim, Claim) else None


def _fragment(desk: Desk) -> None:
    claim, span = _last_claim(desk), desk.target()
    if claim is None:
        desk.ui.tell(tr("There is no current claim: make one with c, or go to one with j."))
        return
    if span is None:
        return
    if desk.apply(acts.add_fragment(claim, span, desk.session.stamp)) is not None:
        desk.place_caret(span.start)
        desk.set_current(claim.id)


command("claim.fragment", "Add the selection to the claim", ",", menu="Claim")(_fragment)
command("card.fragment", "Add the selection to the claim", ",", context="claim-card")(_fragment)


def verdict_command(value: Value) -> Command:
    """The command that gives the current claim this verdict."""
    return Command(
        f"claim.verdict.{value.id}",
        tr("Verdict: {label}", label=value.label),
        lambda desk: _set_verdict(desk, value.id),
        (f"Shift+V {value.key}",),
        menu="Claim",
        when=lambda desk: desk.current_claim() is not None,
        is_on=lambda desk: (claim := desk.current_claim()) is not None and claim.verdict == value.id,
    )


def _set_verdict(desk: Desk, verdict: str) -> None:
    session, claim = desk.session, desk.current_claim()
    if claim is None:
        desk.ui.tell(tr("There is no claim here."))
        return
    change = set_fields(session.annotations, desk.text, claim, {"verdict": verdict}, session.tagset, session.stamp)
    desk.apply(replace(change, label=tr("Verdict")))
    desk.set_current(claim.id)


@command("annotation.open", "Accept the suggestion, or open the card of what is here", "Enter", menu="View")
def _open(desk: Desk) -> None:
    if desk.suggestion is not None:
        accept(desk)
        return
    annotation = desk.current_annotation()
    if isinstance(annotation, Claim):
        desk.ui.open_card(annotation.id)
    elif isinstance(annotation, Mention):
        desk.ui.open_mention(annotation.id)
    elif annotation is None:
        desk.ui.tell(tr("There is nothing here to open: j goes to the next annotation."))
    else:
        desk.ui.tell(tr("This has no card: t writes a note on it."))


@command("claim.speaker", "Who said it", menu="Claim", when=lambda desk: desk.current_claim() is not None)
def _speaker(desk: Desk) -> None:
    claim = desk.current_claim()
    if claim is not None:
        desk.ui.open_card(claim.id, "source")
