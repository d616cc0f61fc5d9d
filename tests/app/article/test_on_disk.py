"""A window that gets the focus back shows what happened to its files meanwhile, and writes nothing for it."""

from __future__ import annotations

import json
import os

from PySide6.QtWidgets import QWidget

from reader.app.article.article_file import ArticleFile, Fate
from reader.folders import Folders
from reader.session import Session, read_article
from reader.text.open import open_article


def away_and_back(window, between) -> None:
    """To another window and back."""
    other = QWidget()
    window.qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    window.until(other.isActiveWindow)
    between()
    window.window.activateWindow()
    window.until(window.window.isActiveWindow)
    other.close()


def tag_elsewhere(window, folders: Folders) -> None:
    from reader.annotations import acts
    from reader.text.spans import Span

    path = window.bench.session.article.path
    session = Session(read_article(path, folders))
    session.apply(acts.tag(session.annotations, session.article.text, [Span(0, 3)], "PER", session.stamp))
    session.close()


def test_what_another_program_wrote_is_shown_at_once_and_nothing_is_written(open_text, folders):
    window = open_text()
    away_and_back(window, lambda: tag_elsewhere(window, folders))
    window.until(lambda: len(window.bench.session.annotations) == 1)
    written = window.sidecar.stat()
    window.qtbot.wait(700)
    assert window.sidecar.stat() == written
    window.press("Ctrl+End Shift+Left o")
    assert len(window.saved()) == 2


def test_an_annotations_file_that_is_gone_is_told_and_written_again_by_key(open_text):
    window = open_text()
    window.press("p")
    before = window.saved()
    away_and_back(window, window.sidecar.unlink)
    window.until(lambda: "is gone from its folder" in window.window.bar.text)
    window.qtbot.wait(700)
    assert not window.sidecar.exists(), "perhaps that is wanted"
    window.press("Ctrl+S")
    window.until(lambda: window.sidecar.exists() and window.window.bar.text == "")
    assert window.saved() == before
    away_and_back(window, lambda: None)
    window.qtbot.wait(300)
    assert window.window.bar.text == ""


def test_a_file_that_is_gone_when_the_window_closes_is_offered_at_the_next_start(open_text):
    window = open_text()
    window.press("p")
    window.saved()
    window.sidecar.unlink()
    window.window.close()
    assert not window.sidecar.exists()
    again = open_text()
    again.until(lambda: "earlier versions are kept" in again.window.bar.text)
    again.press("Ctrl+Shift+B")
    again.until(lambda: again.window.is_open("picker"))
    again.press("Enter")
    again.until(lambda: len(again.bench.session.annotations) == 1)
    assert again.mentions() == [("PER", "Ada")] and again.window.bar.text == ""


def test_an_article_that_changed_meanwhile_is_shown_as_it_is(open_text):
    window = open_text()
    path = window.bench.session.article.path
    away_and_back(window, lambda: path.write_bytes(b"Other words.\n"))
    window.until(lambda: window.text == "Other words.\n")
    assert window.bench.follow._told.startswith(f"{Fate.CHANGED} at ")
    assert window.window.bar.text == ""


def test_without_news_there_is_nothing_to_say(open_text):
    window = open_text()
    path = window.bench.session.article.path
    away_and_back(window, lambda: os.utime(path, (1, 1)))
    window.qtbot.wait(300)
    assert window.window.bar.text == "" and window.window.status.word == "Saved"
    assert not window.sidecar.exists()


def test_a_sidecar_that_broke_meanwhile_can_be_set_aside_before_anything_is_lost(open_text):
    window = open_text()
    window.press("p")
    window.saved()
    away_and_back(window, lambda: window.sidecar.write_text("{bro"))
    window.until(lambda: "not valid JSON" in window.window.bar.text)
    window.press("Ctrl+Shift+S")
    assert window.mentions() == [("PER", "Ada")]
    assert json.loads(window.sidecar.read_text())["total"] == 1


def test_a_file_that_cannot_be_looked_at_keeps_its_fate(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Words.\n")
    file = ArticleFile(open_article(path), lambda _: None)
    assert file.look().fate is Fate.SAME
    path.write_text("Other.\n")
    assert file.look().fate is Fate.CHANGED
    path.unlink()
    path.mkdir()
    assert file.look().fate is Fate.CHANGED
    path.rmdir()
    assert file.look().fate is Fate.GONE
    path.write_text("Words.\n")
    assert file.look().fate is Fate.SAME


def test_a_file_that_is_still_written_is_not_at_rest(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Words.\n")
    writes = iter(["Wo", "Words and m", "Words and more.\n"])

    def written_meanwhile(_: float) -> None:
        words = next(writes, None)
        if words is not None:
            path.write_text(words)

    file = ArticleFile(open_article(path), written_meanwhile)
    path.write_text("")
    seen = [file.look().at_rest for _ in range(5)]
    assert seen == [False, False, False, True, True]
    assert file.look().fate is Fate.CHANGED


def test_an_empty_file_is_waited_for(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_text("Words.\n")
    file = ArticleFile(open_article(path), lambda _: None)
    path.write_text("")
    assert not file.look().at_rest
    monkeypatch.setattr("reader.app.article.article_file.EMPTY_S", 0.0)
    assert file.look().at_rest and file.look().fate is Fate.CHANGED


def test_a_renamed_file_is_found_but_no_old_version_of_an_editor(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Words.\n")
    file = ArticleFile(open_article(path), lambda _: None)
    file.look()
    path.rename(tmp_path / "b.txt")
    assert file.look() == (Fate.GONE, True, "", 0.0, tmp_path / "b.txt", False)
    (tmp_path / "b.txt").rename(tmp_path / "a.txt~")
    assert file.look().moved_to is None


def test_an_old_version_that_comes_over_the_new_one_is_told_and_can_be_undone(open_text, folders):
    """As some sync tools do it: what was shown as saved is gone from the file, and kept."""
    window = open_text()
    window.press("p")
    window.saved()
    old = window.sidecar.read_bytes()
    window.press("Right o")
    window.saved()
    window.press("Right Right g")
    assert len(window.saved()) == 3
    window.sidecar.write_bytes(old)
    window.until(lambda: "removed by another program" in window.window.bar.text)
    assert "2 annotations were" in window.window.bar.text
    assert [item["target"][0]["selector"][0]["exact"] for item in window.on_disk()] == ["Ada"]
    window.press("Ctrl+Shift+B")
    window.until(lambda: window.window.is_open("picker"))
    window.press("Enter")
    window.until(lambda: len(window.bench.session.annotations) == 3)
    assert len(window.saved()) == 3


def test_what_others_changed_and_did_not_remove_is_not_told(open_text, folders):
    from dataclasses import replace

    from reader.annotations.collection import Change

    window = open_text()
    window.press("p")
    window.saved()
    session = Session(read_article(window.bench.session.article.path, folders))
    (item,) = session.annotations.annotations.values()
    session.apply(Change("Note", ((item.id, replace(item, note="new")),)))
    session.close()
    window.until(lambda: [a.note for a in window.bench.session.annotations] == ["new"])
    assert window.window.bar.text == ""
