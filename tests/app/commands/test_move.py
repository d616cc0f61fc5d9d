"""Where each moving key goes, and what each extending key takes."""

from __future__ import annotations

import pytest

TEXT = "Ada Lovelace met Bob. He left; she stayed.\nNext day Bob's aunt Zoë wrote. All was well.\n"


@pytest.mark.parametrize(
    ("keys", "caret_on"),
    [
        ("Right", "Lovelace"),
        ("Right Right Left", "Lovelace"),
        ("Ctrl+Right", "He"),
        ("Ctrl+Right Ctrl+Right", "Next"),
        ("Ctrl+Right Ctrl+Right Ctrl+Left", "He"),
        ("Ctrl+Down", "Next"),
        ("Ctrl+Down Ctrl+Up", "Ada"),
        ("Alt+Right", "da"),
        ("Alt+Right Alt+Left", "Ada"),
        ("Right Home", "Ada"),
        ("Ctrl+End", ""),
        ("Ctrl+End Ctrl+Home", "Ada"),
    ],
)
def test_moves(on, keys, caret_on):
    keyboard = on(TEXT)
    keyboard.press(keys)
    assert keyboard.caret_on.split("\n")[0] == caret_on
    assert keyboard.selected == ""


@pytest.mark.parametrize(
    ("start", "keys", "selected"),
    [
        ("Ada", "Shift+Right", "Ada Lovelace"),
        ("Ada", "Shift+Right Shift+Right", "Ada Lovelace met"),
        ("Ada", "Shift+Right Shift+Right Shift+Left", "Ada Lovelace"),
        ("Ada", "Shift+Right Shift+Left", ""),
        ("met", "Shift+Left", "Lovelace met"),
        ("met", "Shift+Left Shift+Left Shift+Right", "Lovelace met"),
        ("Bob.", "Shift+Right", "Bob. He"),
        ("aunt", "Shift+Left", "Bob's aunt"),
        ("Lovelace", "Ctrl+Shift+Right", "Lovelace met Bob."),
        ("met", "Ctrl+Shift+Left", "Ada Lovelace met"),
        ("He", "Ctrl+Shift+Down", "He left; she stayed."),
        ("He", "Ctrl+Shift+Up", "Ada Lovelace met Bob. He"),
        ("Zoë", "Alt+Shift+Right Alt+Shift+Right Alt+Shift+Right", "Zoë"),
        ("All", "Shift+End", "All was well."),
    ],
)
def test_extending(on, start, keys, selected):
    keyboard = on(TEXT)
    keyboard.at(start).press(keys)
    assert keyboard.selected == selected


def test_up_and_down_keep_their_column(on):
    keyboard = on("first line is long enough\nx\nthird line is long as well\n").at("line is long enough", 8)
    assert keyboard.caret_on == "long"
    before = keyboard.desk.caret
    keyboard.press("Down")
    assert keyboard.desk.caret == keyboard.text.index("x\n") + 1
    keyboard.press("Down")
    assert keyboard.desk.caret - keyboard.text.index("third") == before
    keyboard.press("Up Up")
    assert keyboard.desk.caret == before


def test_growing_and_shrinking_go_the_same_way(on):
    keyboard = on(TEXT).at("Lovelace")
    seen = []
    for _ in range(5):
        keyboard.press("s")
        seen.append(keyboard.selected)
    assert seen[0] == "Lovelace" and seen[1] == "Ada Lovelace"
    assert seen[-1] == "Ada Lovelace met Bob. He left; she stayed."
    sizes = [len(words) for words in seen]
    assert sizes == sorted(sizes)
    keyboard.press("Shift+S " * (len(set(seen)) - 1))
    assert keyboard.selected == "Lovelace"
    keyboard.press("Shift+S")
    assert keyboard.selected == ""


def test_left_and_right_are_as_seen_in_right_to_left_text(on):
    keyboard = on("שלום עולם טוב")
    keyboard.press("Left")
    assert keyboard.caret_on == "עולם"
    keyboard.press("Right")
    assert keyboard.caret_on == "שלום"


def test_a_cluster_is_never_halved(on):
    family = "👨‍👩‍👧"
    keyboard = on(f"a{family}e\u0301 b")
    stops = []
    for _ in range(4):
        keyboard.press("Alt+Right")
        stops.append(keyboard.desk.caret)
    assert stops == [1, 1 + len(family), 3 + len(family), 4 + len(family)]


def test_select_all(on):
    keyboard = on(TEXT)
    keyboard.press("Ctrl+A")
    assert keyboard.selected == TEXT


def test_a_selection_of_one_word_grows_to_the_other_side_at_once(on):
    keyboard = on(TEXT)
    keyboard.run('/ "Lovelace" Enter Shift+Left')
    assert keyboard.selected == "Ada Lovelace"
    keyboard.press("Shift+Right")
    assert keyboard.desk.target().of(keyboard.text) == "Lovelace"
    keyboard.run('/ "left" Enter Shift+Left Shift+Left')
    assert keyboard.selected == "Bob. He left"
