"""Finding: from the caret on, round the end, and what Enter leaves."""

from __future__ import annotations

TEXT = "Kim came. The kimono of kim was red. KIM left."


def test_enter_leaves_the_first_match_from_the_caret_on_selected(on):
    keyboard = on(TEXT).at("came")
    keyboard.run('/ "kim" Enter')
    assert keyboard.selected == "kim" and keyboard.desk.selected().start == TEXT.index("kimono")


def test_f3_goes_on_and_round_and_back(on):
    keyboard = on(TEXT)
    keyboard.run('/ "kim" Enter')
    starts = [keyboard.desk.selected().start]
    for key in ("F3", "F3", "F3", "F3", "Shift+F3"):
        keyboard.press(key)
        starts.append(keyboard.desk.selected().start)
    assert starts == [0, 14, 24, 37, 0, 37]
    assert "From the top again." in keyboard.told and "From the end again." in keyboard.told


def test_a_capital_letter_makes_case_count(on):
    keyboard = on(TEXT).at("came")
    keyboard.run('/ "Kim" Enter')
    assert keyboard.desk.selected().start == 0


def test_what_is_not_there_is_said(on):
    keyboard = on(TEXT)
    keyboard.run('/ "zebra" Enter F3')
    assert keyboard.selected == "" and "not in this article" in keyboard.told[-1]


def test_f3_without_a_query_opens_the_bar(on):
    keyboard = on(TEXT)
    keyboard.run('F3 "red" Enter')
    assert keyboard.selected == "red"
