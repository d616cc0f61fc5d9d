"""Copying with the source, without a window and with one."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication


def test_the_selection_with_its_source(on):
    keyboard = on("Ada wrote to Charles.")
    keyboard.at("Ada").press("Shift+Right Ctrl+Shift+C")
    assert keyboard.copied == ["“Ada wrote”\na.txt, paragraph 1\n"]
    keyboard.press("Ctrl+Alt+C")
    assert keyboard.copied[-1] == "> Ada wrote\n>\n> — *a.txt*, paragraph 1\n"


def test_the_current_annotation_and_a_claim_with_who_said_it(on):
    keyboard = on("Ada said that the engine weaves patterns.")
    keyboard.at("Ada").press("p")
    keyboard.press("Ctrl+Shift+C")
    assert keyboard.copied[-1].startswith("“Ada”\n")
    keyboard.at("engine").press("c Shift+V f Enter s")
    keyboard.type("Ada Lovelace")
    keyboard.press("Esc Ctrl+Shift+C")
    assert keyboard.copied[-1].split("\n")[:2] == [
        "“the engine weaves patterns”", "Claim by Ada Lovelace. Verdict: False",
    ]  # fmt: skip
    assert keyboard.told[-1] == "The claim copied with the source."


def test_without_words_that_is_said(on):
    keyboard = on("Ada wrote.")
    keyboard.press("Ctrl+Shift+C")
    assert keyboard.copied == [] and keyboard.told == ["Nothing is selected, and no annotation is here to copy."]


def test_in_the_window_it_lies_in_the_clipboard(open_text):
    window = open_text()
    window.select("Charles Babbage")
    window.press("Ctrl+Shift+C")
    assert QGuiApplication.clipboard().text() == "“Charles Babbage”\nstory.txt, paragraph 1\n"
    window.press("Ctrl+C")
    assert QGuiApplication.clipboard().text() == "Charles Babbage"
