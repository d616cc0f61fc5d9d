"""The card of a claim by real keys and by mouse, with what is in the sidecar afterwards."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

PIECE = {
    "question": "Did it run?",
    "answer": "No, only a part was built.",
    "url": "https://example.org/engine",
    "archived": "https://example.org/archive/engine",
    "quote": "never completed",
    "stance": "refutes",
}


def with_claim(open_text, words="The engine was never built", **kept):
    window = open_text(**kept)
    window.select(words)
    window.press("c Enter")
    assert window.window.panel.card.hasFocus()
    return window


def card_of(window):
    return window.window.panel.card


def claim_of(window) -> dict:
    return window.claims()[0]["claim"]


def quotes(window) -> list[str]:
    targets = window.claims()[0]["target"]
    return [target["selector"][0]["exact"] for target in targets]


def add_piece(window, **fields):
    window.press("Shift+E")
    for name in ("question", "answer", "url", "archived", "quote"):
        window.type(fields.get(name, ""))
        window.press("Tab")
    window.press({"supports": "s", "refutes": "r", "context": "c", "": "Esc"}[fields.get("stance", "")])


def go_to(window, row):
    """To a row by arrow keys."""
    card = card_of(window)
    for _ in range(40):
        window.press("Up")
    for _ in range(80):
        if card.row_id == row:
            return
        window.press("Down")
    raise AssertionError(f"no row {row} among {[r.id for r in card.rows]}")


def row_of(window, row_id):
    return next(row for row in card_of(window).rows if row.id == row_id)


def click(window, row_id):
    card = card_of(window)
    place = next(n for n, row in enumerate(card.rows) if row.id == row_id)
    box = card.visualRect(card.model().index(place))
    QTest.mouseClick(card.viewport(), Qt.MouseButton.LeftButton, pos=box.center())


# -- evidence --------------------------------------------------------------------------------------


def test_a_piece_of_evidence_by_keys_alone_from_the_page(open_text):
    window = open_text()
    window.select("The engine was never built")
    window.press("c")
    assert window.window.page_has_focus
    add_piece(window, **PIECE)
    assert claim_of(window)["evidence"] == [PIECE]
    assert card_of(window).hasFocus()
    assert card_of(window).row_id == "evidence.0.stance"
    window.press("Esc")
    assert window.window.page_has_focus


def test_escape_leaves_everything_unchanged(open_text):
    window = with_claim(open_text)
    window.press("Shift+E")
    window.type("Never mind")
    window.press("Esc")
    assert card_of(window).hasFocus() and not card_of(window).editing
    assert "evidence" not in claim_of(window)
    add_piece(window, **PIECE)
    window.press("e a")
    window.type("Something else")
    window.press("Esc")
    assert claim_of(window)["evidence"] == [PIECE]


def test_fields_are_changed_in_place_and_by_their_own_keys(open_text):
    window = with_claim(open_text)
    add_piece(window, question="Did it run?")
    go_to(window, "evidence.0")
    window.press("Enter Down Enter")
    assert card_of(window).row_id == "evidence.0.answer"
    window.type("No.")
    window.press("Shift+Enter")
    window.type("Not at all.")
    window.press("Enter")
    assert claim_of(window)["evidence"][0]["answer"] == "No.\nNot at all."
    window.press("e u")
    window.type("https://example.org")
    window.press("Shift+Tab")
    assert card_of(window).row_id == "evidence.0.answer" and card_of(window).editing
    window.press("Esc w s")
    assert claim_of(window)["evidence"] == [
        {"question": "Did it run?", "answer": "No.\nNot at all.", "url": "https://example.org", "stance": "supports"}
    ]
    go_to(window, "evidence.0")
    window.press("Enter Down Delete")
    assert "answer" not in claim_of(window)["evidence"][0]


def test_evidence_is_moved_and_removed_by_keys_and_each_is_one_undo(open_text):
    window = with_claim(open_text)
    for question in ("One?", "Two?", "Three?"):
        add_piece(window, question=question)
    go_to(window, "evidence.2")
    window.press("Alt+Up Alt+Up")
    assert [e["question"] for e in claim_of(window)["evidence"]] == ["Three?", "One?", "Two?"]
    assert card_of(window).row_id == "evidence.0"
    window.press("Delete")
    assert [e["question"] for e in claim_of(window)["evidence"]] == ["One?", "Two?"]
    window.press("Ctrl+Z")
    assert [e["question"] for e in claim_of(window)["evidence"]] == ["Three?", "One?", "Two?"]
    assert window.window.status.place == "Undone: Remove evidence."


def test_what_is_typed_outlives_another_window(open_text, qtbot):
    window = with_claim(open_text)
    window.press("Shift+E")
    window.type("Did it run?")
    other = QLineEdit()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    assert card_of(window).editing and "evidence" not in claim_of(window)
    window.window.activateWindow()
    qtbot.waitUntil(window.window.isActiveWindow)
    window.type(" Really?")
    window.press("Enter")
    assert claim_of(window)["evidence"] == [{"question": "Did it run? Really?"}]


def test_a_click_elsewhere_in_the_window_keeps_what_is_typed(open_text):
    window = with_claim(open_text)
    window.press("Shift+E")
    window.type("Did it run?")
    QTest.mouseClick(window.window.page.viewport(), Qt.MouseButton.LeftButton)
    assert claim_of(window)["evidence"] == [{"question": "Did it run?"}]
    assert window.window.page_has_focus


def test_closing_the_window_keeps_what_is_typed(open_text):
    window = with_claim(open_text)
    window.press("n")
    window.type("Ask the museum.")
    window.window.close()
    body = next(item for item in window.on_disk() if "Claim" in item["type"])["body"]
    assert [b["value"] for b in body] == ["Ask the museum."]


def test_what_others_wrote_beside_evidence_and_sources_stays(open_text):
    window = with_claim(open_text)
    add_piece(window, **PIECE)
    window.press("s")
    window.type("Lovelace")
    window.press("Enter")
    window.saved()
    window.window.close()
    document = json.loads(window.sidecar.read_text(encoding="utf-8"))
    facts = next(item for item in document["first"]["items"] if "Claim" in item["type"])["claim"]
    facts["evidence"][0]["theirs:weight"] = {"how much": 1.5}
    facts["attribution"][0]["theirs:mood"] = ["firm"]
    window = open_text(sidecar=json.dumps(document))
    window.press("j Enter s")
    window.type("Ada Lovelace")
    window.press("Enter e q")
    window.type("Did it ever run?")
    window.press("Enter Shift+E")
    window.type("Another?")
    window.press("Enter Alt+Up")
    kept = claim_of(window)
    assert kept["evidence"][0] == {"question": "Another?"}
    assert kept["evidence"][1] == PIECE | {"question": "Did it ever run?", "theirs:weight": {"how much": 1.5}}
    assert kept["attribution"] == [{"role": "speaker", "name": "Ada Lovelace", "theirs:mood": ["firm"]}]


class Browser(QObject):
    """Stands where the system's browser would."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toString())


@pytest.fixture
def browser():
    handler = Browser()
    for scheme in ("http", "https", "file", "ftp", "javascript"):
        QDesktopServices.setUrlHandler(scheme, handler, "open")
    yield handler
    for scheme in ("http", "https", "file", "ftp", "javascript"):
        QDesktopServices.unsetUrlHandler(scheme)


def test_an_address_is_shown_short_copied_whole_and_opened_only_when_chosen(open_text, browser):
    address = "https://www.example.org/a/rather/long/way/to/the/page-about-the-engine?and=more"
    window = with_claim(open_text)
    add_piece(window, question="Where?", url=address)
    go_to(window, "evidence.0")
    assert row_of(window, "evidence.0").detail == "example.org/…/page-about-the-engine"
    window.press("Enter Down Down")
    assert row_of(window, "evidence.0.url").value == "example.org/…/page-about-the-engine"
    window.press("Ctrl+C")
    assert QGuiApplication.clipboard().text() == address
    window.press("o")
    assert [choice.words for choice in window.window.picker.rows] == [address]
    assert browser.opened == []
    window.press("Esc")
    assert browser.opened == [] and card_of(window).hasFocus()
    window.press("o Enter")
    assert browser.opened == [address]


@pytest.mark.parametrize("address", ["file:///etc/passwd", "javascript:alert(1)", "ftp://example.org", "https://", ""])
def test_nothing_but_web_addresses_is_opened(open_text, browser, address):
    window = with_claim(open_text)
    add_piece(window, question="Where?", url=address)
    go_to(window, "evidence.0")
    window.press("o")
    assert not window.window.is_open("picker")
    assert "no http or https address" in window.window.status.place
    window.bench.surface.open_address(address)
    assert browser.opened == []


# -- fragments -------------------------------------------------------------------------------------


def test_fragments_are_gone_to_moved_and_removed_but_not_the_last(open_text):
    window = with_claim(open_text)
    window.press("Esc")
    window.select("She said")
    window.press(",")
    assert quotes(window) == ["The engine was never built", "She said"]
    window.press("Enter")
    go_to(window, "fragment.1")
    window.press("Enter")
    assert window.window.page_has_focus and window.text.startswith("She said", window.bench.desk.caret)
    window.press("Enter Alt+Up")
    assert quotes(window) == ["She said", "The engine was never built"]
    assert card_of(window).row_id == "fragment.0"
    window.press("Delete")
    assert quotes(window) == ["The engine was never built"]
    window.press("Delete")
    assert quotes(window) == ["The engine was never built"]
    assert "only words" in window.window.status.place


def test_a_fragment_whose_words_are_gone_is_put_on_others(open_text):
    window = with_claim(open_text)
    window.press("Esc")
    window.select("weaves patterns")
    window.press(",")
    window.saved()
    window.window.close()
    again = open_text("Ada wrote to Charles.\nBabbage answered from Turin. The engine was never built.\nIt knits.\n")
    again.go_to("The engine")
    again.press("Enter")
    lost = row_of(again, "fragment.1")
    assert lost.value == "“weaves patterns”" and lost.sign == "orphan" and "gone" in lost.detail
    go_to(again, "fragment.1")
    again.press("Enter")
    assert card_of(again).hasFocus() and "select others" in again.window.status.place
    again.press("Esc")
    again.select("It knits")
    again.press("f r")
    assert quotes(again) == ["The engine was never built", "It knits"]
    assert again.bench.session.annotations.claims[0].lost == ()


# -- sources ---------------------------------------------------------------------------------------


def test_several_sources_with_roles_order_and_removal(open_text):
    window = with_claim(open_text)
    window.press("s")
    window.type("Ada Lovelace")
    window.press("Enter Shift+S")
    window.type("The Times")
    window.press("Enter")
    assert [(a["role"], a["name"]) for a in claim_of(window)["attribution"]] == [
        ("speaker", "Ada Lovelace"),
        ("relay", "The Times"),
    ]
    assert card_of(window).row_id == "source.1"
    window.press("r a Alt+Up")
    assert [(a["role"], a["name"]) for a in claim_of(window)["attribution"]] == [
        ("author", "The Times"),
        ("speaker", "Ada Lovelace"),
    ]
    window.press("Delete")
    assert [a["name"] for a in claim_of(window)["attribution"]] == ["Ada Lovelace"]
    window.press("s")
    window.type("Babbage")
    window.press("Tab")
    assert [a["name"] for a in claim_of(window)["attribution"]] == ["Babbage"]
    assert card_of(window).row_id == "voice"


# -- facts -----------------------------------------------------------------------------------------


def test_a_wrong_key_ends_the_sequence_without_doing_anything(open_text):
    window = with_claim(open_text)
    for keys in ("Shift+V z", "v 9", "w z", "e z", "f z", "r z"):
        window.press(keys)
        assert not window.bench.dispatcher.pending.keys
    assert claim_of(window) == {}
    assert card_of(window).hasFocus()


def test_values_that_the_tag_set_does_not_know_are_shown_as_their_ids_and_stay(open_text):
    window = with_claim(open_text)
    add_piece(window, question="Where?")
    window.press("s")
    window.type("Ada")
    window.press("Enter")
    window.saved()
    window.window.close()
    document = json.loads(window.sidecar.read_text(encoding="utf-8"))
    facts = next(item for item in document["first"]["items"] if "Claim" in item["type"])["claim"]
    odd = {"voice": "sung", "kind": "riddle", "check": "urgent", "verdict": "legend", "sourceReliability": "Z",
           "likelihood": "maybe"}  # fmt: skip
    facts |= odd
    facts["attribution"][0]["role"] = "muse"
    facts["evidence"][0]["stance"] = "hints"
    again = open_text(sidecar=json.dumps(document))
    again.press("j Enter")
    shown = {row.id: row for row in card_of(again).rows}
    assert shown["voice"].value == "sung" and shown["check"].value == "urgent"
    assert shown["verdict"].strong == "legend" and shown["likelihood"].value == "maybe"
    assert shown["sourceReliability"].value.startswith("Z")
    assert shown["source.0"].name == "muse"
    assert "hints" in shown["evidence.0"].detail
    again.press("t")
    again.type("In short.")
    again.press("Enter")
    kept = claim_of(again)
    assert {key: kept[key] for key in odd} == odd
    assert kept["attribution"][0]["role"] == "muse" and kept["evidence"][0]["stance"] == "hints"


def test_every_row_that_can_be_changed_says_its_key(open_text):
    window = with_claim(open_text)
    window.press("Shift+E")
    for row in card_of(window).rows:
        if row.id and not row.id.startswith("fragment"):
            assert row.keys, row
    assert row_of(window, "verdict").spoken == "Verdict: not set, key Shift+V"


# -- the card itself -------------------------------------------------------------------------------


def test_a_large_claim_keeps_its_place_and_draws_only_what_changed(open_text):
    window = with_claim(open_text)
    card = card_of(window)
    window.press("Shift+E")
    window.type("Question 1?")
    window.press("Enter Esc")
    claim = window.bench.session.annotations.claims[0]
    from dataclasses import replace

    from reader.annotations.collection import Change
    from reader.annotations.model import Placed
    from reader.text.spans import Span

    many = replace(
        claim,
        fragments=tuple(Placed(Span(n * 5, n * 5 + 4)) for n in range(20)),
        evidence=tuple(replace(claim.evidence[0], question=f"Question {n}?", answer="word " * 60) for n in range(50)),
    )
    window.bench.desk.apply(Change("Many", ((claim.id, many),)))
    window.bench.surface.open_card(claim.id)
    go_to(window, "evidence.30")
    scrolled = card.verticalScrollBar().value()
    made = []
    real = card.itemDelegate()._made
    card.itemDelegate()._made = lambda *given: made.append(given[0].id) or real(*given)
    window.press("4")
    assert card.row_id == "evidence.30" and card.verticalScrollBar().value() == scrolled > 0
    assert made == ["check"]
    assert claim_of(window)["check"] == "high"


def test_the_mouse_does_what_keys_do(open_text):
    window = with_claim(open_text)
    click(window, "verdict")
    assert window.bench.dispatcher.pending.keys == ("Shift+V",)
    window.press("f")
    assert claim_of(window)["verdict"] == "false"
    click(window, "source.0")
    assert card_of(window).editing
    window.type("Ada")
    window.press("Enter")
    assert claim_of(window)["attribution"][0]["name"] == "Ada"
    add_piece(window, question="Where?")
    go_to(window, "verdict")
    click(window, "evidence.0")
    click(window, "evidence.0.answer")
    window.type("There.")
    click(window, "evidence.0.quote")
    assert claim_of(window)["evidence"][0]["answer"] == "There."
    window.press("Esc")
    click(window, "fragment.0")
    assert window.window.page_has_focus


def test_keys_act_on_the_claim_of_the_card_however_the_focus_came(open_text):
    window = with_claim(open_text)
    window.press("Esc")
    window.select("She said")
    window.press("c Enter")
    QTest.mouseClick(window.window.page.viewport(), Qt.MouseButton.LeftButton)
    window.go_to("London")
    assert window.bench.desk.current_claim() is None
    window.press("F6 Shift+V f")
    assert [(item["claim"].get("verdict", "")) for item in window.claims()] == ["false", ""]
    window.press("F6 j")
    assert window.window.page_has_focus
    assert card_of(window).accessibleName().startswith("Claim 2 of 2: The engine was")
    window.press("Enter Shift+V t")
    assert [(item["claim"].get("verdict", "")) for item in window.claims()] == ["false", "true"]


def test_what_is_typed_where_nothing_can_be_changed_is_left_on_the_clipboard(open_text):
    window = with_claim(open_text)
    window.saved()
    window.window.close()
    newer = json.loads(window.sidecar.read_text(encoding="utf-8")) | {"formatVersion": "9.0"}
    again = open_text(sidecar=json.dumps(newer))
    again.press("j Enter t")
    again.type("It stayed a plan.")
    again.press("Enter")
    assert QGuiApplication.clipboard().text() == "It stayed a plan."
    assert again.window.status.place.endswith("What you typed is on the clipboard.")


def test_the_current_row_and_the_field_reach_a_screen_reader(open_text):
    window = with_claim(open_text)
    card = card_of(window)
    assert card.accessibleName().startswith("Claim 1 of 1: The engine was never built")
    go_to(window, "verdict")
    assert card.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole) == "Verdict: not set, key Shift+V"
    window.press("Shift+E")
    assert QApplication.focusWidget().accessibleName() == "Question"


def test_words_written_from_right_to_left_stand_at_the_right(open_text):
    window = with_claim(open_text, "الحالات انخفضت", text="قالت الوزارة إن الحالات انخفضت في London.\n")
    card = card_of(window)
    row = row_of(window, "fragment.0")
    layout, _, _ = card.itemDelegate().drawing(row, card.viewport().width()).texts[0]
    line = layout.lineAt(0)
    assert line.naturalTextRect().right() > line.width() - 2 > line.naturalTextRect().width()


def test_the_current_row_stays_in_view_when_the_card_gets_another_size(open_text):
    window = with_claim(open_text)
    card = card_of(window)
    window.press("Down Down Down Down Down")
    for zoom, size in ((100, (800, 600)), (100, (1280, 900)), (200, (1280, 900)), (200, (800, 600))):
        window.bench.set_zoom(zoom)
        window.window.window().resize(*size)
        window.qtbot.wait(20)
        assert card.viewport().rect().contains(card.visualRect(card.currentIndex()))
