"""The card of an entity by real keys and by mouse, judged by the sidecar on disk."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest

from reader.app.panels.card_rows import ClaimRow, FactRow, MentionRow
from tests.app.panels.conftest import entities, rows


def card_of(tagged, words: str = "Babbage"):
    """The card of what the caret is put on, by Enter on the page."""
    window = tagged()
    window.go_to(words)
    window.press("Enter")
    card = window.window.panel.entity_card
    assert card.rows.hasFocus() and window.bench.context() == "entity-card"
    return window, card


def named(window, name: str) -> dict:
    return next(entity for entity in entities(window) if entity["name"] == name)


def facts(card) -> dict[str, str]:
    return {row.label: row.words for row in rows(card.rows) if isinstance(row, FactRow) and row.label}


def own(card) -> list[MentionRow]:
    return [row for row in rows(card.rows) if isinstance(row, MentionRow)]


def go_to_row(window, card, row_id: str) -> None:
    for _ in range(40):
        if card.row_id == row_id:
            return
        window.press("Down")
    raise AssertionError(row_id)


def test_it_says_what_is_known(tagged):
    _window, card = card_of(tagged)
    assert facts(card) == {"Name": "Babbage", "Type": "Person", "Also called": "", "Wikidata": ""}
    found = own(card)
    assert [row.words[row.start : row.end] for row in found] == ["Babbage"] * 3
    assert found[0].words.startswith("to Charles Babbage in London") and found[0].detail == "name"
    assert card.row_id == found[0].id
    assert card.rows.accessibleName() == "Entity Babbage, Person · 3 mentions"


def test_rename_keeps_all_mentions_and_the_words_as_an_alias(tagged):
    window, card = card_of(tagged)
    window.press("n")
    window.type("Charles Babbage")
    window.press("Enter")
    assert card.rows.hasFocus()
    record = named(window, "Charles Babbage")
    assert record["aliases"] == ["Babbage"]
    assert len(window.bench.session.annotations.mentions_by_entity[record["id"]]) == 3
    window.press("n")
    window.type("Nobody")
    window.press("Esc Ctrl+Z")
    assert named(window, "Babbage").get("aliases", []) == []
    assert card.rows.hasFocus() and facts(card)["Name"] == "Babbage"


def test_aliases_come_and_go(tagged):
    window, card = card_of(tagged, "Ada Lovelace")
    window.press("a")
    window.type("Countess of Lovelace")
    window.press("Enter")
    assert named(window, "Ada Lovelace")["aliases"] == ["Countess of Lovelace"]
    window.press("a")
    window.type("ada lovelace")
    window.press("Enter")
    assert len(named(window, "Ada Lovelace")["aliases"]) == 2
    window.press("a")
    window.type("Ada Lovelace")
    window.press("Enter")
    assert window.window.status.place == "Ada Lovelace bears the name “Ada Lovelace” already."
    go_to_row(window, card, own(card)[0].id)
    for _ in range(20):
        window.press("Up")
    go_to_row(window, card, "alias:ada lovelace")
    window.press("Delete")
    assert named(window, "Ada Lovelace")["aliases"] == ["Countess of Lovelace"]


def test_a_mentions_own_words_become_an_alias_by_one_key(tagged):
    window, card = card_of(tagged)
    window.press("n")
    window.type("Charles B.")
    window.press("Enter")
    go_to_row(window, card, own(card)[1].id)
    window.press("Ctrl+Z n")
    window.type("C. B.")
    window.press("Enter Esc")
    window.go_to("Babbage")
    window.press("Enter")
    for _ in range(12):
        window.press("Up")
    go_to_row(window, card, "alias:Babbage")
    window.press("Delete")
    assert "aliases" not in named(window, "C. B.")
    go_to_row(window, card, own(card)[0].id)
    window.press("+")
    assert named(window, "C. B.")["aliases"] == ["Babbage"]
    window.press("+")
    assert window.window.status.place == "C. B. bears the name “Babbage” already."


def test_the_wikidata_id_is_free_text_and_addresses_are_shortened(tagged):
    window, card = card_of(tagged)
    window.press("w")
    window.type("https://www.wikidata.org/wiki/Q46633#sitelinks")
    window.press("Enter")
    assert named(window, "Babbage")["wikidata"] == "Q46633"
    window.press("w")
    window.type("not there")
    window.press("Enter")
    assert named(window, "Babbage")["wikidata"] == "not there"
    assert card.row_id == "wikidata"
    window.press("Delete")
    assert "wikidata" not in named(window, "Babbage")


def test_another_type_for_all_of_it(tagged):
    window, card = card_of(tagged)
    window.press("t o")
    assert named(window, "Babbage")["tag"] == "ORG"
    assert window.mentions().count(("ORG", "Babbage")) == 3
    window.press("Ctrl+Z")
    assert window.mentions().count(("PER", "Babbage")) == 3
    assert facts(card)["Type"] == "Person"


def test_merge_unites_two_of_one_type_in_one_step(tagged):
    window, card = card_of(tagged, "Ada Lovelace")
    window.press("m")
    window.type("Lovelace")
    window.press("Enter")
    record = named(window, "Ada Lovelace")
    assert record["aliases"] == ["Lovelace"] and len(entities(window)) == 3
    assert len(own(card)) == 2 and card.rows.hasFocus()
    window.press("Ctrl+Z")
    assert len(entities(window)) == 4 and len(own(card)) == 1


def test_merge_of_two_types_asks_which_one_holds(tagged):
    window, _card = card_of(tagged, "Ada Lovelace")
    window.press("m")
    window.type("London")
    window.press("Enter")
    assert window.window.picker.isVisible() and len(entities(window)) == 4
    window.press("2")
    assert named(window, "Ada Lovelace")["tag"] == "GPE"
    assert window.mentions().count(("GPE", "Ada Lovelace")) == 1
    assert "London" in named(window, "Ada Lovelace")["aliases"]


def test_split_parts_the_chosen_mentions_off(tagged):
    window, card = card_of(tagged)
    found = own(card)
    assert card.row_id == found[0].id
    window.press("Space")
    assert card.row_id == found[1].id
    window.press("Space")
    assert [row.chosen for row in own(card)] == [True, True, False] and "2 chosen" in card.rows.accessibleName()
    window.press("s")
    assert len(entities(window)) == 5 and len(own(card)) == 1 and not card.chosen
    assert window.window.status.place.startswith("2 mentions are an entity of their own now, called Babbage.")
    window.press("Ctrl+Z")
    assert len(entities(window)) == 4 and len(own(card)) == 3


def test_all_mentions_cannot_be_split_off(tagged):
    window, _card = card_of(tagged, "London")
    window.press("s")
    assert "nothing left" in window.window.status.place and len(entities(window)) == 4


def test_what_kind_a_mention_is(tagged):
    window, card = card_of(tagged)
    window.press("d")
    assert own(card)[0].detail == "description"
    kinds = [m.kind for m in window.bench.session.annotations.mentions_by_entity[card.entity_id]]
    assert kinds == ["NOM", "NAM", "NAM"]


def test_removing_one_mention_and_all_of_them(tagged):
    window, card = card_of(tagged)
    window.press("Delete")
    assert window.mentions().count(("PER", "Babbage")) == 2 and len(own(card)) == 2
    window.press("Shift+Delete")
    assert ("PER", "Babbage") not in window.mentions()
    assert window.window.page_has_focus
    window.press("Ctrl+Z Ctrl+Z")
    assert window.mentions().count(("PER", "Babbage")) == 3


def test_who_uses_it(tagged):
    window = tagged()
    window.go_to("engine")
    window.press("Enter s")
    window.type("Babbage")
    window.press("Enter Esc")
    window.go_to("Babbage")
    window.press("Enter")
    card = window.window.panel.entity_card
    claim = [row for row in rows(card.rows) if isinstance(row, ClaimRow)]
    assert [(row.number, row.words, row.detail) for row in claim] == [("1", "The engine was never built", "speaker")]
    assert "behind 1 claim" in card.rows.accessibleName()
    go_to_row(window, card, claim[0].id)
    window.press("Enter")
    assert window.window.panel.card.hasFocus()


def test_enter_on_a_mention_goes_to_its_words_and_the_card_stays(tagged):
    window, card = card_of(tagged)
    window.press("Down Enter")
    assert window.window.page_has_focus and window.text.startswith("Babbage", window.bench.desk.caret)
    assert card.isVisible()
    window.press("F6")
    assert card.rows.hasFocus()
    window.press("Esc")
    assert window.window.page_has_focus and not card.isVisible()


def test_enter_on_a_row_of_the_list_opens_the_card(tagged):
    window = tagged()
    window.press("F6 Enter")
    card = window.window.panel.entity_card
    assert card.rows.hasFocus() and facts(card)["Name"] == "Babbage"


def test_by_mouse(tagged, qtbot):
    window, card = card_of(tagged)
    qtbot.wait(20)

    def click(row_id: str, x: int) -> None:
        index = card.rows.rows.index(card.rows.rows.rows.place_of(row_id), 0)
        place = QPoint(x, card.rows.visualRect(index).center().y())
        QTest.mouseClick(card.rows.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)

    found = own(card)
    click(found[2].id, 22)
    assert [row.chosen for row in own(card)] == [False, False, True]
    click("split", 100)
    assert len(entities(window)) == 5
    click("wikidata", 150)
    assert card.editing
    window.type("Q1")
    window.press("Enter")
    assert any(record.get("wikidata") == "Q1" for record in entities(window))
    click("#mentions", 100)
    assert card.row_id == "wikidata"
    click("type", 150)
    assert window.window.picker.isVisible()
    window.press("Esc")
    click(own(card)[1].id, 120)
    assert window.window.page_has_focus and window.text.startswith("Babbage", window.bench.desk.caret)


def test_a_rename_to_a_name_that_is_taken_says_so(tagged):
    window, _card = card_of(tagged, "Ada Lovelace")
    window.press("n")
    window.type("Lovelace")
    window.press("Enter")
    assert "Another entity of the type Person is called Lovelace too" in window.window.status.place


def test_right_to_left_and_long_names_are_found_by_their_words(open_text):
    text = "قالت منظمة العفو الدولية إن التقرير صحيح. " + "Long " * 60 + "end.\n"
    window = open_text(text)
    window.select("العفو الدولية")
    window.press("o Enter")
    card = window.window.panel.entity_card
    row = own(card)[0]
    assert row.words[row.start : row.end] == "العفو الدولية"
    window.press("n")
    window.type("ا" * 200)
    window.press("Enter")
    assert len(named(window, "ا" * 200)["name"]) == 200


def test_every_part_of_the_panel_has_a_name_and_escape_leads_to_the_page(tagged):
    from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QLineEdit

    window = tagged()
    for keys in ("F6", "F6 F6", "F6 F6 /", "F6 Enter", "F6 Enter n", "Shift+O"):
        window.press(keys)
        panel = window.window.panel
        assert panel.isAncestorOf(window.focused())
        for kind in (QAbstractButton, QAbstractScrollArea, QLineEdit):
            for control in panel.findChildren(kind):
                text = control.text() if isinstance(control, QAbstractButton) else ""
                assert control.accessibleName() or text or not control.isVisible(), control
        for _ in range(4):
            window.press("Esc")
        assert window.window.page_has_focus and panel.lists.isVisible()


def test_a_hidden_panel_leaves_the_page_alone(tagged):
    window = tagged()
    window.press("F9 Shift+T g Shift+T g Right p")
    assert not window.window.panel.isVisible() and window.window.page_has_focus
    window.go_to("Babbage")
    window.press("Enter")
    assert window.window.panel.entity_card.rows.hasFocus()


def test_what_is_typed_stays_while_a_menu_is_open_and_goes_when_one_goes_elsewhere(tagged, qtbot):
    from PySide6.QtWidgets import QMenu

    window, card = card_of(tagged)
    window.press("n")
    window.type("Charles")
    menu = QMenu(card)
    menu.addAction("Paste")
    menu.popup(card.mapToGlobal(card.rect().center()))
    qtbot.wait(20)
    assert card.editing
    menu.close()
    window.window.focus_page()
    assert not card.editing and named(window, "Babbage")


def test_the_words_of_a_right_to_left_mention_are_marked_in_its_row(open_text):
    window = open_text("أعلنت هيئة الميناء يوم الأربعاء أن السفينة متوقفة.\n")
    window.select("هيئة الميناء")
    window.press("o Enter")
    card = window.window.panel.entity_card
    (row,) = own(card)
    view = card.rows

    def ink(marked: bool) -> int:
        shown = row if marked else replace(row, start=0, end=0)
        box = QRectF(0, 0, view.viewport().width(), 28)
        picture = QImage(int(box.width()), 28, QImage.Format.Format_RGB32)
        picture.fill(QColor("white"))
        painter = QPainter(picture)
        view.itemDelegate().paint_row(painter, box, shown, False)
        painter.end()
        pixels = (picture.pixelColor(x, y).lightness() for x in range(picture.width()) for y in range(28))
        return sum(light < 128 for light in pixels)

    assert ink(marked=True) > ink(marked=False) + 60
