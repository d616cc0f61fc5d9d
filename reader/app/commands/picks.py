"""`f` and a letter: pick on the page who said it, the words that report it, another claim, or what a claim is about.

With a selection, the words selected are taken at once; else labels are shown on what can be picked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from reader.annotations import claim_parts, relations
from reader.annotations.anchor_acts import attach
from reader.annotations.model import Claim, Lost, Mention
from reader.annotations.tagset import TagSet, Value
from reader.app.asking.choice import Choice, Question
from reader.app.commands.claim_rows import row_of, source_of
from reader.app.commands.jump import targets
from reader.app.commands.registry import Command, fixed_commands
from reader.app.desk.desk import Desk
from reader.app.modes.jump import Jump
from reader.app.wording.tr import later, tr
from reader.suggest.attribution import WhoSaid, who_said
from reader.text.phrases import name_phrase_at
from reader.text.sentences import sentence_at
from reader.text.spans import Span

PREFIX = "f"
_LONGEST_CP = 60  # of a claim's words in a list


def claim_at_hand(desk: Desk) -> Claim | None:
    """The claim that is current; where words were selected since, the one that was current last."""
    current = desk.current_annotation()
    if isinstance(current, Claim):
        return current
    last = desk.session.annotations.annotations.get(desk.claim_at_hand or "")
    here = desk.current_claim() if desk.selected() is None else None
    return here or (last if isinstance(last, Claim) else None)


def has_claim_at_hand(desk: Desk) -> bool:
    """Whether there is a claim to pick something for."""
    return claim_at_hand(desk) is not None


class Picking:
    """One pick for one claim: where it was begun, and the way back there."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.claim = claim_at_hand(desk)
        self._from_card = bool(desk.ui.claim_row())
        self.row = row_of(desk)

    def begin(self) -> Claim | None:
        """The claim, if there is one; its being missing is said."""
        if self.claim is None:
            self.desk.ui.tell(tr("There is no claim here: make one with c, or go to one with j."))
        return self.claim

    def selected(self) -> Span | Mention | None:
        """The selected words, as the mention that stands on just them if one does."""
        if self.desk.selected() is None:
            return None
        span = self.desk.target()
        if span is None:
            return None
        here = (a for s, a in self.desk.session.annotations.overlapping(span) if s == span and isinstance(a, Mention))
        return next(here, span)

    def on_page(
        self,
        spans: Sequence[Span],
        words: str,
        then: Callable[[int], None],
        *,
        otherwise: str = "",
        entered: Callable[[], None] | None = None,
    ) -> None:
        """Labels on `spans`; without any, `otherwise` is said. `entered` is what Enter does meanwhile, if anything."""
        if not spans:
            self.desk.ui.tell(otherwise)
            return
        self.desk.ui.to_page()
        self.desk.enter(PickJump(self.desk, spans, words, then, entered))

    def back(self, row: str = "") -> None:
        """The claim is current again, and the card has the focus if the pick was begun there."""
        assert self.claim is not None
        desk = self.desk
        if desk.selected() is not None and not self._from_card:
            desk.place_caret(min(desk.page.selection()))
        desk.set_current(self.claim.id)
        if self._from_card:
            desk.ui.open_card(self.claim.id)
            desk.ui.claim_go_to(row)


class PickJump(Jump):
    """A jump in which `Enter` does something too: it takes what is most likely, or lists all there is."""

    def __init__(
        self,
        desk: Desk,
        spans: Sequence[Span],
        words: str,
        then: Callable[[int], None],
        entered: Callable[[], None] | None,
    ) -> None:
        super().__init__(desk, spans, words, then)
        self._entered = entered

    def press(self, names: Sequence[str]) -> bool:
        """`Enter` as well."""
        if names[0] == "Enter" and self._entered is not None:
            self._desk.leave_mode()
            self._entered()
            return True
        return super().press(names)


def _shown_mentions(desk: Desk) -> list[tuple[Span, Mention]]:
    seen = desk.page.visible_span()
    found = desk.session.annotations.overlapping(seen)
    return [(s, a) for s, a in found if isinstance(a, Mention) and seen.start <= s.start < seen.end]


# -- sources and cues --------------------------------------------------------------------------------


def _pick_source(desk: Desk, *, relay: bool = False) -> None:
    pick = Picking(desk)
    claim = pick.begin()
    if claim is None:
        return
    number = len(claim.attribution) if relay else source_of(desk, claim)
    role = "relay" if relay else "speaker"

    def put(words: Span | Mention) -> None:
        session = desk.session
        change = claim_parts.set_source_words(
            session.annotations, desk.text, claim, number, words, session.stamp, role=role
        )
        desk.apply(change)
        pick.back(f"source.{number}")

    def put_guess(guess: WhoSaid) -> None:
        session = desk.session
        named = claim_parts.set_source_words(
            session.annotations, desk.text, claim, number, guess.source, session.stamp, role=role
        )
        with_words = dict(named.annotations).get(claim.id)
        change = (
            claim_parts.set_cue(with_words, number, guess.cue, session.stamp)
            if isinstance(with_words, Claim)
            else named
        )
        desk.apply(replace(change, label=named.label))
        pick.back(f"source.{number}")

    selected = pick.selected()
    if selected is not None:
        put(selected)
        return
    named = _shown_mentions(desk)
    if not named:
        words = targets(desk)

        def put_name(n: int) -> None:
            put(name_phrase_at(desk.text, words[n].start) or words[n])

        pick.on_page(words, tr(_SOURCE_WORDS[relay]), put_name, otherwise=tr("There are no words here to pick."))
        return
    guess = None if relay else _likely_source(desk, claim)
    said, entered = tr(_SOURCE_WORDS[relay]), None
    if guess is not None:
        said = tr("Type the letters on who said it; Enter: {name}.", name=guess.source.spans[0].of(desk.text))
        entered = partial(put_guess, guess)
    pick.on_page([s for s, _ in named], said, lambda n: put(named[n][1]), entered=entered)


_SOURCE_WORDS = {
    False: later("Type the letters on who said it."),
    True: later("Type the letters on who passed it on."),
}


def _likely_source(desk: Desk, claim: Claim) -> WhoSaid | None:
    """Who said it, as far as the words of its sentence tell."""
    spans = claim.spans
    if not spans:
        return None
    sentence = sentence_at(desk.session.article, spans[0].start)
    mentions = [a for _, a in desk.session.annotations.overlapping(sentence) if isinstance(a, Mention)]
    return who_said(desk.text, sentence, spans[0], mentions) if sentence.covers(spans[0]) else None


def _pick_cue(desk: Desk) -> None:
    pick = Picking(desk)
    claim = pick.begin()
    if claim is None:
        return
    number = min(source_of(desk, claim), len(claim.attribution))

    def put(words: Span | Mention) -> None:
        span = words.spans[0] if isinstance(words, Mention) else words
        desk.apply(claim_parts.set_cue(claim, number, span, desk.session.stamp))
        pick.back(f"source.{number}")

    selected = pick.selected()
    if selected is not None:
        put(selected)
        return
    words = targets(desk)
    said = tr("Type the letters on the word that reports it.")
    pick.on_page(words, said, lambda n: put(words[n]), otherwise=tr("There are no words here to pick."))


# -- other claims ------------------------------------------------------------------------------------


def _pick_claim(desk: Desk, relation: Value) -> None:
    pick = Picking(desk)
    claim = pick.begin()
    if claim is None:
        return
    annotations, seen = desk.session.annotations, desk.page.visible_span()

    def put(other: Claim) -> None:
        change = relations.relate(desk.session.annotations, claim.id, other.id, relation.id, desk.session.stamp)
        if desk.apply(change) is None:
            desk.ui.tell(tr("That is said already."))
        made = next((f"relation.{key}" for key, _ in change.annotations), "")
        pick.back(made)

    others = [other for other in annotations.claims if other.id != claim.id]
    if not others:
        desk.ui.tell(tr("There is no other claim in this article."))
        return
    shown = [(span, other) for other in others for span in sorted(other.spans)[:1] if span.overlaps(seen)]

    def from_list() -> None:
        numbers = {other.id: n for n, other in enumerate(annotations.claims, start=1)}
        choices = [Choice(o.id, f"{numbers[o.id]}  {_words(desk, o)}") for o in others]
        by_id = {other.id: other for other in others}
        desk.ui.pick(
            Question(
                tr("{relation} which claim?", relation=relation.label.capitalize()),
                choices,
                lambda key, _typed: put(by_id[key]),
            )
        )

    if not shown:
        from_list()
        return
    words = tr("Type the letters on the claim that this one {relation}.", relation=relation.label)
    if relation.id in relations.SYMMETRIC:
        words = tr("Type the letters on the claim that says the same.")
    is_all = len(shown) == len(others)
    words = words if is_all else f"{words} {tr('Enter lists all.')}"
    entered = None if is_all else from_list
    pick.on_page([span for span, _ in shown], words, lambda n: put(shown[n][1]), entered=entered)


def _words(desk: Desk, claim: Claim) -> str:
    parts = [span.of(desk.text) for span in claim.spans] or [quote.exact for quote in claim.lost]
    words = " ".join(" … ".join(parts).split())
    return words if len(words) <= _LONGEST_CP else words[:_LONGEST_CP].rpartition(" ")[0] + " …"


# -- what it is about --------------------------------------------------------------------------------


def _add_about(pick: Picking, claim: Claim, entity_id: str) -> None:
    desk = pick.desk
    if desk.apply(claim_parts.add_about(claim, entity_id, desk.session.stamp)) is None:
        desk.ui.tell(tr("That is said already."))
    pick.back(f"about.{entity_id}")


def _pick_about(desk: Desk) -> None:
    pick = Picking(desk)
    claim = pick.begin()
    if claim is None:
        return
    selected = pick.selected()
    if selected is not None:
        if isinstance(selected, Mention) and selected.entity:
            _add_about(pick, claim, selected.entity)
        else:
            desk.ui.tell(tr("What is selected names no entity: tag it first."))
        return
    shown = {a.entity: (s, a.entity) for s, a in reversed(_shown_mentions(desk)) if a.entity}
    found = sorted(shown.values())
    pick.on_page(
        [span for span, _ in found],
        tr("Type the letters on whom or what it is about."),
        lambda n: _add_about(pick, claim, found[n][1]),
        otherwise=tr("No entity is mentioned in what shows here."),
    )


def _list_about(desk: Desk) -> None:
    pick = Picking(desk)
    claim = pick.begin()
    if claim is None:
        return
    tagset = desk.session.tagset
    entities = [e for e in desk.session.annotations.entities.values() if e.id not in claim.about]
    if not entities:
        desk.ui.tell(tr("There is no other entity in this article."))
        return
    entities.sort(key=lambda e: e.name.casefold())
    choices = [Choice(e.id, e.name, tagset.type(e.type).label, also=e.aliases) for e in entities]
    desk.ui.pick(
        Question(tr("Whom or what is the claim about?"), choices, lambda key, _typed: _add_about(pick, claim, key))
    )


# -- words that are gone -----------------------------------------------------------------------------


def _attach(desk: Desk) -> None:
    pick = Picking(desk)
    claim = pick.begin()
    if claim is None:
        return
    lost = [n for n, f in enumerate(claim.fragments) if isinstance(f, Lost)]
    if not lost:
        desk.ui.tell(tr("None of the claim's words are gone."))
        return
    span = desk.target() if desk.selected() is not None else None
    if span is None:
        desk.ui.tell(tr("Select the words on the page first, then press the key again."))
        return
    chosen = pick.row.number if pick.row.kind == "fragment" and pick.row.number in lost else lost[0]
    desk.apply(attach(claim, span, desk.session.stamp, chosen))
    pick.back(f"fragment.{chosen}")


# -- commands ----------------------------------------------------------------------------------------

_FIXED: tuple[tuple[str, str, str, Callable[[Desk], None]], ...] = (
    ("source", "s", later("Pick the words of who said it"), _pick_source),
    ("cue", "c", later("Pick the words that report it"), _pick_cue),
    ("relay", "v", later("Pick the words of who passed it on"), partial(_pick_source, relay=True)),
    ("about", "a", later("Pick whom or what it is about"), _pick_about),
    ("attach", "r", later("Put words that are gone on the selection"), _attach),
)


def relation_keys(tagset: TagSet) -> dict[str, str]:
    """The key of each relation after `f`: the tag set's, else the first letter of its id that is free, else a digit."""
    taken = {key for _, key, _, _ in _FIXED}
    found: dict[str, str] = {}
    for relation in tagset.relations:
        if relation.key and relation.key not in taken:
            found[relation.id] = relation.key
            taken.add(relation.key)
    for relation in tagset.relations:
        free = (c for c in f"{relation.id.casefold()}123456789" if c.isalnum() and c not in taken)
        if relation.id not in found and (key := next(free, "")):
            found[relation.id] = key
            taken.add(key)
    return found


def pick_commands(tagset: TagSet, others: Sequence[Command]) -> tuple[Command, ...]:
    """Every pick, on the page and on the card. There a relation's own key begins it too, unless `others` take it."""
    found: list[Command] = []
    for name, key, title, run in _FIXED:
        found += _on_both(f"pick.{name}", tr(title), run, f"{PREFIX} {key}")
    keys = relation_keys(tagset)
    on_card = [c for c in (*fixed_commands(), *others) if c.context in ("claim-card", "global")]
    taken = {written.split()[0] for c in on_card for written in c.keys}
    for relation in tagset.relations:
        run = partial(_pick_claim, relation=relation)
        title = tr("Pick a claim: {label}", label=relation.label)
        if relation.id in keys:
            found += _on_both(f"pick.relate.{relation.id}", title, run, f"{PREFIX} {keys[relation.id]}")
        if relation.key and relation.key not in taken and relation.key != PREFIX:
            name = f"card.relate.{relation.id}"
            found.append(Command(name, title, run, (relation.key,), "claim-card", when=has_claim_at_hand))
    found.append(Command("card.about", tr("About: choose from a list"), _list_about, ("a",), "claim-card"))
    return tuple(found)


def _on_both(name: str, title: str, run: Callable[[Desk], None], keys: str) -> list[Command]:
    return [
        Command(f"claim.{name}", title, run, (keys,), "page", menu="Claim", when=has_claim_at_hand),
        Command(f"card.{name}", title, run, (keys,), "claim-card", when=has_claim_at_hand),
    ]
