"""What is known of an article as a file, and what may be said of it, by keys alone; the sidecar remembers it."""

from __future__ import annotations

import json

from PySide6.QtGui import QGuiApplication

GERMAN = "Der Engel sagte, dass die Maschine nicht für uns ist. Ada Lovelace war in London."
RUSSIAN = "Объявление.\nСергей Шойгу прибыл в Пхеньян. Врачи, почта и продукты добираются туда на лодках рыбаков.\n"


def record(path) -> dict:
    sidecar = path.with_name(path.name + ".annotations.json")
    return json.loads(sidecar.read_text(encoding="utf-8"))["article"] if sidecar.exists() else {}


def rows(window) -> dict[str, str]:
    return {choice.words: choice.detail for choice in window.window.picker.rows}


def take(window, command: str, typed: str, keys: str = "Enter") -> None:
    window.bench.run(command)
    window.until(lambda: window.window.is_open("picker"))
    window.type(typed)
    window.press(keys)


def reread_by(window, deed) -> None:
    before = window.bench.session
    deed()
    window.until(lambda: window.bench.session is not before)
    window.until(lambda: not window.bench.finishing.waits)


# -- about -----------------------------------------------------------------------------------------


def test_the_facts_are_listed_and_copied_by_enter(open_text):
    window = open_text(f"---\ntitle: The Engine\nauthor: Ida Nord\n---\n{GERMAN}", name="engine.md")
    window.press("p Ctrl+I")
    shown = rows(window)
    assert shown["Title"] == "The Engine" and shown["Author"] == "Ida Nord"
    assert shown["Format"] == "Markdown" and shown["Encoding"] == "Unicode (UTF-8), sure"
    assert shown["Language"] == "German (de), guessed"
    assert shown["Length"] == f"{len(GERMAN)} characters, 15 words in 1 paragraph"
    assert shown["Annotations"] == "1 exact"
    assert shown["Kept in"].endswith("engine.md.annotations.json")
    window.type("file")
    window.press("Enter")
    assert QGuiApplication.clipboard().text() == str(window.bench.session.article.path)
    assert window.window.page_has_focus


def test_without_a_window_too(on):
    keyboard = on(GERMAN)
    keyboard.press("Ctrl+I")
    keyboard.type("Length")
    assert keyboard.copied == [f"{len(GERMAN)} characters, 15 words in 1 paragraph"]


# -- language --------------------------------------------------------------------------------------


def test_a_chosen_language_is_remembered_and_taken_back(open_text):
    window = open_text(GERMAN)
    take(window, "article.language", "Svenska")
    window.until(lambda: window.sidecar.exists())
    assert record(window.bench.session.article.path)["chosenLanguage"] == "sv"
    assert window.bench.session.article.likely_language == "sv"
    window.press("Ctrl+I")
    assert rows(window)["Language"] == "Swedish (sv), chosen"
    window.press("Esc")
    window.press("p")
    window.saved()
    assert record(window.bench.session.article.path)["language"] == "sv"
    take(window, "article.language", "as the article")
    window.until(lambda: "chosenLanguage" not in record(window.bench.session.article.path))
    assert window.bench.session.article.likely_language == "de"
    assert "language" not in record(window.bench.session.article.path)


def test_any_tag_can_be_typed_and_nonsense_is_refused(on, tmp_path):
    keyboard = on(GERMAN)
    keyboard.desk.ui._commands["article.language"].run(keyboard.desk)
    keyboard.type("gsw-CH")
    keyboard.session.save()
    assert record(tmp_path / "a.txt")["chosenLanguage"] == "gsw-CH"
    keyboard._commands["article.language"].run(keyboard.desk)
    keyboard.type("no such thing!")
    assert keyboard.told[-1] == "“no such thing!” is no language tag such as de or pt-BR."


def test_the_language_decides_where_a_sentence_ends(on):
    keyboard = on("Er kam am 3. Oktober nach Bonn. Dann ging er.")
    keyboard.press("s s s s")
    keyboard.session.set_language("de")
    keyboard.at("Er").press("s")
    while len(keyboard.selected) < 10:
        keyboard.press("s")
    assert keyboard.selected == "Er kam am 3. Oktober nach Bonn" or keyboard.selected.endswith("Bonn.")


# -- encoding --------------------------------------------------------------------------------------


def test_another_encoding_and_back_without_losing_an_annotation(open_text, tmp_path):
    window = open_text(RUSSIAN.encode("cp1251"))
    before = (tmp_path / "story.txt").read_bytes()
    window.go_to("Шойгу")
    window.press("p")
    window.saved()
    reread_by(window, lambda: take(window, "article.encoding", "Windows-1252"))
    assert window.text.startswith("Îáúÿâëåíèå") and "0 exact, 1 orphan" in window.window.bar.text
    window.until(lambda: record(tmp_path / "story.txt").get("chosenEncoding") == "cp1252")
    window.press("Ctrl+I")
    assert rows(window)["Encoding"] == "Western (Windows-1252), chosen"
    window.press("Esc")
    reread_by(window, lambda: take(window, "article.encoding", "guess it"))
    assert window.text == RUSSIAN
    window.until(lambda: "chosenEncoding" not in record(tmp_path / "story.txt"))
    assert window.mentions() == [("PER", "Шойгу")]
    assert (tmp_path / "story.txt").read_bytes() == before


def test_the_choice_holds_when_it_is_opened_again(open_text, tmp_path):
    window = open_text(RUSSIAN.encode("cp1251"))
    reread_by(window, lambda: take(window, "article.encoding", "KOI8-R"))
    window.until(lambda: record(tmp_path / "story.txt").get("chosenEncoding") == "koi8-r")
    window.window.close()
    again = open_text(RUSSIAN.encode("cp1251"))
    assert again.bench.session.article.encoding == "koi8-r"


def test_esc_changes_nothing(open_text):
    window = open_text(RUSSIAN.encode("cp1251"))
    session = window.bench.session
    take(window, "article.encoding", "", "Esc")
    window.qtbot.wait(100)
    assert window.bench.session is session and not window.sidecar.exists()
    assert window.window.page_has_focus
