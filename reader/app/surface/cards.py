"""The card of a claim: which row is current, typing into rows, and what Enter and a click do on each kind of row."""

from __future__ import annotations

from PySide6.QtCore import Qt

from reader.annotations.model import Claim, Placed
from reader.app.commands.card import BY_NAME, choices
from reader.app.commands.claim_rows import SINGLE_LINE, field_beside, other_end, put_text, text_of
from reader.app.commands.meanwhile import Then
from reader.app.desk.claim_row import RowName, resolved
from reader.app.surface.asking import AskingPart
from reader.app.wording.tr import tr


class CardsPart(AskingPart):
    """The card of a claim."""

    def open_card(self, claim_id: str, row: str = "") -> None:
        """The claim's card gets the focus, and its row asks for a value."""
        bench, window, card = self._bench, self._window, self._window.panel.card
        claim = self._claim(claim_id)
        if claim is None:
            return
        if bench.desk.current != claim_id:
            bench.desk.set_current(claim_id)
        window.show_panel()
        window.panel.show_card()
        card.show_claim(claim, bench.follow.said(), bench.keymap)
        if not card.editing:
            card.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if row:
            self._ask_for(claim, resolved(claim, row))
        bench.follow.hints()

    def _claim(self, claim_id: str) -> Claim | None:
        found = self._bench.session.annotations.annotations.get(claim_id)
        return found if isinstance(found, Claim) else None

    def _ask_for(self, claim: Claim, row: str) -> None:
        """Type into a row, or have the next key choose its value."""
        bench, card, name = self._bench, self._window.panel.card, RowName.of(row)
        if name.field == "stance" and name.number >= len(claim.evidence):
            row, name = f"{name.part}.question", RowName.of(f"{name.part}.question")  # what is not there has no stance
        field = BY_NAME.get(name.kind)
        if name.field == "stance":
            card.go_to(row)
            self._begin(*(f"card.stance.{stance}" for stance in bench.session.tagset.stances))
        elif field is not None and field.vocabulary and field.key:
            card.go_to(row)
            self._begin(f"card.{field.name}.unset")
        elif field is not None and field.vocabulary:
            card.go_to(row)
            keys = ", ".join(f"{v.key} {v.label}" for v in choices(field, bench.session.tagset))
            bench.say(f"{tr(field.label)}: {keys}")
        else:
            self._type_into(claim, row, name)

    def _begin(self, *command_ids: str) -> None:
        """As if the first key of the first of these commands that has two had been pressed."""
        bench = self._bench
        for command_id in command_ids:
            for keys in bench.keymap.keys_of(command_id):
                if len(keys.split()) > 1:
                    bench.dispatcher.begin(keys.split()[:-1], "claim-card")
                    return

    def _type_into(self, claim: Claim, row: str, name: RowName) -> None:
        bench, claim_id = self._bench, claim.id
        is_source = name.kind == "source"
        then_was = Then.of(bench.desk, claim)
        names = {e.name for e in bench.session.annotations.entities.values()} if is_source else ()

        def done(text: str, then: int) -> None:
            bench.quietly(lambda: put_text(bench.desk, then_was, row, text))
            after = self._claim(claim_id)
            if then and after is not None and name.kind == "evidence":
                self._ask_for(after, f"{name.part}.{field_beside(name.field, then)}")
            elif then:
                self._window.panel.card.step(then)
            bench.follow.hints()

        self._window.panel.card.type_into(
            row, text_of(claim, name), done, single_line=is_source or name.field in SINGLE_LINE,
            offers=sorted(names, key=str.casefold), tell=bench.say,
        )  # fmt: skip

    def claim_row(self) -> str:
        """The current row, if the card has the focus."""
        panel = self._window.panel if self._window.is_open("panel") else None
        return panel.card.row_id if panel is not None and panel.shows_card and panel.card.hasFocus() else ""

    def claim_go_to(self, row: str) -> None:
        """Make it current."""
        if self._window.is_open("panel") and self._window.panel.shows_card:
            self._window.panel.card.go_to(row)

    def card_entered(self) -> None:
        """The focus came to the card, by whatever way: its claim is what keys act on."""
        desk, claim_id = self._bench.desk, self._window.panel.card.claim_id
        if desk.current != claim_id and self._claim(claim_id) is not None:
            desk.set_current(claim_id)

    def take_row(self, row: str) -> None:
        """What Enter and a click do: go to words, to the other claim, to an entity; open evidence; else change it."""
        card, bench = self._window.panel.card, self._bench
        claim, name = self._claim(card.claim_id), RowName.of(row)
        if claim is None:
            return
        if name.kind == "fragment":
            self._to_fragment(claim, name.number)
        elif name.kind == "relation":
            other = self._claim(other_end(bench.session.annotations.annotations.get(name.id), claim))
            if other is not None:
                bench.go_to(other)
                self.open_card(other.id)
        elif name.kind == "about":
            bench.surface.open_entity(name.id)
        elif name.kind == "evidence" and not name.field:
            card.open_piece(name.number)
            bench.follow.hints()
        else:
            self.open_card(claim.id, row)

    def _to_fragment(self, claim: Claim, number: int) -> None:
        bench, fragment = self._bench, claim.fragments[number]
        if not isinstance(fragment, Placed):
            keys = next(iter(bench.keymap.keys_of("card.pick.attach")), "")
            bench.say(tr("These words are gone: select others on the page, then {keys} puts it there.", keys=keys))
            return

        def go() -> None:
            bench.desk.goal_x = None
            bench.desk.place_caret(fragment.span.start)
            bench.desk.set_current(claim.id)

        bench.quietly(go)
        self._bench.surface.to_page()

    def copy(self, words: str) -> None:
        """As a text, see `clipboards`."""
        from PySide6.QtGui import QGuiApplication

        QGuiApplication.clipboard().setText(words)

    def open_address(self, address: str) -> None:
        """Only http, https and mailto."""
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        from reader.app.article.addresses import opened_as

        url = QUrl(opened_as(address), QUrl.ParsingMode.StrictMode)
        goes_somewhere = bool(url.host()) if url.scheme() in ("http", "https") else url.scheme() == "mailto"
        if not goes_somewhere:
            self._bench.say(tr("Only http, https and mailto addresses are opened."))
        elif not QDesktopServices.openUrl(url):
            self._bench.say(tr("The system has no browser for it; Ctrl+C copies the address."))
