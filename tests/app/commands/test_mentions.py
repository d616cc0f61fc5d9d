"""All other mentions: what is found, what is chosen, and what is tagged, by keys and by mouse."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

import reader.app.commands.mentions as mentions
import reader.app.surface.reviewing as reviewing

STORY = (
    "Korea spoke first. Korea's envoy left, and a Korean ship came.\n"
    "In KOREA nobody slept. The Korea Times wrote of Korea.\n"
    "Moscow thanked Korea.\n"
)


def tagged(open_text, text=STORY, word="Korea", key="g"):
    window = open_text(text)
    window.go_to(word)
    window.press(key)
    return window


def shown(window) -> list[str]:
    """The hits in their context."""
    review = window.bench.desk.mode
    text = window.text
    return [
        f"{'+' if n in review.chosen else '-'}{text[max(0, s.start - 4) : s.end + 3]}"
        for n, s in enumerate(review.spans)
    ]


def places(window) -> list[int]:
    window.saved()
    return [m.start for m in window.bench.session.annotations.in_reading_order]


def test_takes_all_others_as_one_step(open_text):
    window = tagged(open_text)
    caret = window.bench.desk.caret
    window.press("a")
    assert len(shown(window)) == 4 and window.window.review.isVisible() and window.window.review.view.hasFocus()
    assert window.window.status.place == "4 of 4 chosen"
    window.press("Enter")
    assert window.mentions() == [("GPE", "Korea")] * 5
    assert window.window.status.place == "Done: Tag 4 mentions of Korea."
    assert window.window.page_has_focus and not window.window.review.isVisible()
    assert window.bench.desk.caret == caret and len(window.bench.session.annotations.entities) == 1
    window.press("Ctrl+Z")
    assert window.mentions() == [("GPE", "Korea")]
    assert window.window.status.place == "Undone: Tag 4 mentions of Korea."
    window.press("Ctrl+Y")
    assert window.mentions() == [("GPE", "Korea")] * 5


def test_escape_leaves_everything_as_it_was(open_text):
    window = tagged(open_text)
    before = window.bench.desk.page.selection(), window.bench.desk.current
    window.press("a Down Down Space Esc")
    assert (window.bench.desk.page.selection(), window.bench.desk.current) == before
    assert window.mentions() == [("GPE", "Korea")] and window.window.page_has_focus
    assert not window.window.review.isVisible()


def test_escape_leaves_the_page_where_it_stood(open_text):
    window = tagged(
        open_text, "Korea and words. " + "word " * 200 + "\n" + ("More of them.\n" * 200) + "Korea at last.\n"
    )
    bar = window.window.page.verticalScrollBar()
    bar.setValue(70)
    window.press("a")
    assert bar.value() > 70
    window.press("Esc")
    assert bar.value() == 70


def test_the_chosen_ones_only(open_text):
    window = tagged(open_text)
    window.press("a Space Down Space")
    assert window.window.status.place == "2 of 4 chosen"
    window.press("Enter")
    assert len(places(window)) == 3


def test_all_or_none(open_text):
    window = tagged(open_text)
    window.press("a Shift+Space")
    assert window.window.status.place == "0 of 4 chosen"
    window.press("Enter")
    assert "Nothing is chosen" in window.window.status.place and window.window.review.isVisible()
    window.press("Shift+A")
    assert window.window.status.place == "4 of 4 chosen"


def test_the_current_place_is_shown_on_the_page(open_text):
    window = tagged(open_text)
    window.press("a Down")
    desk = window.bench.desk
    assert desk.selected() == desk.mode.spans[1] == desk.mode.current.span
    emphasis = window.window.page._emphasis
    assert emphasis.hits == desk.mode.spans and emphasis.current_hit == 1
    window.press("End Up k j Home")
    assert desk.mode.at == 0
    window.press("Esc")
    assert len(window.window.page._emphasis.hits) <= 1


@pytest.mark.parametrize(("key", "count"), [("1", 4), ("2", 2), ("3", 1)])
def test_scopes(open_text, key, count):
    window = open_text(STORY)
    window.go_to("Korea", 4)
    window.press(f"g a {key}")
    assert len(window.bench.desk.mode.hits) == count


def test_inside_the_selection(open_text):
    window = tagged(open_text)
    window.go_to("In KOREA")
    window.press("Ctrl+Shift+Down Ctrl+Shift+Down a")
    assert window.window.picker.rows[0].words == "Korea"
    window.press("1")
    assert len(window.bench.desk.mode.hits) == 3
    window.press("1")
    assert len(window.bench.desk.mode.hits) == 4
    window.press("4 Enter")
    assert len(window.mentions()) == 4


def test_words_count_as_wholes_and_case_may_be_ignored(open_text):
    window = tagged(open_text)
    window.press("a")
    assert not any("Korean" in each for each in shown(window))
    window.press("Alt+C")
    assert len(window.bench.desk.mode.hits) == 5 and any("KOREA" in each for each in shown(window))
    window.press("Alt+C")
    assert len(window.bench.desk.mode.hits) == 4


def test_other_endings(open_text):
    window = tagged(
        open_text, "One Russian came. Two Russians left. The Russian's hat. Russia slept.\n", "Russian", "l"
    )
    window.press("a")
    assert len(window.bench.desk.mode.hits) == 1
    window.press("Alt+E")
    assert len(window.bench.desk.mode.hits) == 2
    window.press("Enter")
    assert "Russians" in [words for _, words in window.mentions()]


def test_what_is_tagged_otherwise_is_listed_unchosen_and_says_so(open_text):
    window = open_text(STORY)
    window.select("The Korea Times")
    window.press("o")
    window.go_to("Korea", 5)
    window.press("p")
    window.go_to("Korea")
    window.press("g a")
    review = window.bench.desk.mode
    taken = {window.text[h.span.start - 4 : h.span.end]: h.taken for h in review.hits if h.taken}
    assert taken == {"The Korea": "in The Korea Times (Organisation)", " of Korea": "Person: Korea"}
    assert len(review.chosen) == len(review.hits) - 2
    for number, hit in enumerate(review.hits):
        if hit.taken:
            review.go_to(number)
            window.press("Space")
    window.press("Enter")
    kinds = sorted(window.mentions())
    assert ("PER", "Korea") not in kinds and (
        "ORG",
        "The Korea Times",
    ) in kinds


def test_what_belongs_to_it_already_is_left_out(open_text):
    window = tagged(open_text)
    window.go_to("Korea", 5)
    window.press("g")
    window.press("a")
    assert len(window.bench.desk.mode.hits) == 3


def test_nothing_else_is_one_sentence(open_text):
    window = tagged(open_text, word="Moscow")
    window.press("a")
    assert window.window.status.place == "“Moscow” stands nowhere else in this article."
    assert window.bench.desk.mode is None and window.window.page_has_focus


def test_aliases_and_the_words_of_the_mention_are_looked_for_too(open_text):
    window = open_text("Kim Jong Un spoke. Kim left. The leader ate. Kim Jong Un slept, and the leader too.\n")
    window.select("Kim Jong Un")
    window.press("p")
    window.select("The leader")
    window.press("= 1 a Alt+C")
    hits = [s.of(window.text) for s in window.bench.desk.mode.spans]
    assert hits == ["Kim Jong Un", "the leader"]


def test_on_a_suggestion_its_entity_is_looked_for(open_text):
    window = open_text("Kim Jong Un spoke. Kim Jong Un left. Then Kim Jong Un slept.\n")
    window.select("Kim Jong Un")
    window.press("p")
    window.until(lambda: window.bench.desk.suggestions.after(0) is not None)
    window.press("Tab a")
    assert window.bench.desk.mode.entity is not None and len(window.bench.desk.mode.hits) == 2
    window.press("Enter")
    assert window.mentions() == [("PER", "Kim Jong Un")] * 3


def test_without_a_mention_a_letter_says_the_type(open_text):
    window = open_text(STORY)
    window.go_to("Korea", 2)
    window.press("a")
    assert window.bench.desk.mode.entity is None and window.window.status.place == "5 of 5 chosen"
    window.press("g")
    assert window.mentions() == [("GPE", "Korea")] * 5
    assert [e.name for e in window.bench.session.annotations.entities.values()] == ["Korea"]


def test_without_a_mention_enter_asks_for_the_type(open_text):
    window = open_text(STORY)
    window.press("a Enter g")
    assert window.mentions() == [("GPE", "Korea")] * 5


def test_escape_in_a_question_goes_back_to_the_list(open_text):
    window = open_text(STORY)
    window.press("a Enter Esc")
    assert not window.window.picker.isVisible() and window.window.review.view.hasFocus()
    window.press("Esc")
    assert window.window.page_has_focus and window.mentions() == []


def test_as_another_entity(open_text):
    window = tagged(open_text, word="Moscow")
    window.go_to("Korea")
    window.press("a = 1")
    assert sorted(window.mentions()) == [("GPE", "Korea")] * 5 + [("GPE", "Moscow")]
    assert len(window.bench.session.annotations.entities) == 1


def test_letters_that_tag_nothing_do_nothing(open_text):
    window = tagged(open_text)
    window.press("a c u x Delete F9 F6")
    assert window.mentions() == [("GPE", "Korea")] and window.claims() == []
    assert window.window.review.view.hasFocus()


def test_scripts_without_spaces(open_text):
    window = open_text("北京市长在北京说，北京很大。\n", name="zh.txt")
    window.press("Shift+Right g a")
    assert len(window.bench.desk.mode.hits) == 2
    window.press("Enter")
    assert window.mentions() == [("GPE", "北京")] * 3


def test_by_mouse(open_text):
    window = tagged(open_text)
    window.press("a")
    panel = window.window.review
    view = panel.view
    row = view.visualRect(view.model().index(2, 0))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(24, row.center().y()))
    assert window.bench.desk.mode.at == 2 and 2 not in window.bench.desk.mode.chosen
    row = view.visualRect(view.model().index(1, 0))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=row.center())
    assert window.bench.desk.mode.at == 1 and 1 in window.bench.desk.mode.chosen
    QTest.mouseClick(panel._scopes[2], Qt.MouseButton.LeftButton)
    assert len(window.bench.desk.mode.hits) == 1
    QTest.mouseClick(panel._case, Qt.MouseButton.LeftButton)
    assert window.bench.desk.mode.asked.rules.ignore_case
    QTest.mouseClick(panel._take, Qt.MouseButton.LeftButton)
    assert window.mentions() == [("GPE", "Korea")] * 2
    window.press("a")
    QTest.mouseClick(panel._leave, Qt.MouseButton.LeftButton)
    assert window.window.page_has_focus and len(window.mentions()) == 2


def test_the_menu_and_the_palette_tag_the_chosen_ones(open_text):
    window = open_text(STORY)
    actions = {a.data(): a for m in window.window.menuBar().actions() for a in m.menu().actions()}
    window.press("a Space")
    actions["tag.ORG"].trigger()
    assert window.mentions() == [("ORG", "Korea")] * 4
    window.press("Ctrl+Z a Ctrl+K")
    window.type("tag as pers")
    window.press("Enter")
    assert window.mentions() == [("PER", "Korea")] * 5
    assert window.window.page_has_focus and not window.window.review.isVisible()


def test_rows_speak(open_text):
    window = tagged(open_text)
    window.press("a")
    model = window.window.review.view.model()
    words = model.index(0, 0).data(int(Qt.ItemDataRole.AccessibleTextRole))
    assert words == "chosen: Korea spoke first. Korea's envoy left, and a Korean ship came., Paragraph 1"


def test_a_read_only_article_says_so_and_keeps_the_list(open_text):
    window = tagged(open_text)
    window.saved()
    from reader.errors import UserError

    window.press("a")
    window.bench.session.read_only = UserError("It is read-only")
    window.press("Enter")
    assert "read-only" in window.window.status.place and window.window.review.isVisible()


@pytest.fixture
def slow(monkeypatch):
    """Every look waits until it is let go."""
    monkeypatch.setattr(reviewing, "AT_ONCE_CP", 10)
    gate = threading.Event()
    real = mentions.occurrences

    def occurrences(*args):
        gate.wait(10)
        return real(*args)

    monkeypatch.setattr(mentions, "occurrences", occurrences)
    yield gate
    gate.set()


def test_a_long_article_is_looked_through_beside_the_window(open_text, slow):
    window = tagged(open_text)
    window.press("a")
    assert window.window.status.place == "Looking ..." and window.bench.desk.mode is None
    slow.set()
    window.until(lambda: window.bench.desk.mode is not None)
    window.press("Alt+C")
    window.until(lambda: len(window.bench.desk.mode.hits) == 5)
    window.press("Enter")
    window.until(lambda: window.bench.desk.mode is None)
    assert len(window.mentions()) == 6


def test_keys_pressed_meanwhile_wait_for_the_list(open_text, slow):
    window = tagged(open_text)
    window.press("a Space 2 Down Enter")
    assert len(window.bench.session.annotations) == 1
    slow.set()
    window.until(lambda: len(window.bench.session.annotations) == 5)  # the second look has chosen all anew
    assert window.window.page_has_focus and len(window.mentions()) == 5


def test_escape_ends_the_look_and_drops_the_keys(open_text, slow, qtbot):
    window = tagged(open_text)
    window.press("a Enter Esc")
    assert window.window.status.place != "Looking ..."
    slow.set()
    qtbot.wait(50)
    assert window.bench.desk.mode is None and window.mentions() == [("GPE", "Korea")]
    window.press("o")
    assert window.mentions() == [("ORG", "Korea")]


def test_without_a_window(on):
    keyboard = on(STORY).at("Korea")
    keyboard.press("g a Space Enter")
    assert len(keyboard.marks) == 4 and keyboard.told[-1] == "Done: Tag 3 mentions of Korea."
    keyboard.press("Ctrl+Z")
    assert len(keyboard.marks) == 1


def test_in_a_small_window_the_page_makes_room_for_the_list_and_takes_it_back(open_text, qtbot):
    window = tagged(open_text)
    window.window.window().resize(800, 600)
    qtbot.waitUntil(lambda: window.window.width() == 800)
    before = window.window.page.width()
    window.press("a Down")
    page, review = window.window.page, window.window.review
    assert page.mapToGlobal(page.rect().topRight()).x() < review.mapToGlobal(review.rect().topLeft()).x()
    assert page.visible_span().overlaps(window.bench.desk.mode.current.span)
    window.press("Esc")
    assert page.width() == before
