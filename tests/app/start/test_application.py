"""Opening, refusing, closing: no input ends in a traceback, and nothing is lost on the way out."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sys
from pathlib import Path

import pytest

from reader.app.article.opening import Reading


def settle(qtbot, bench):
    qtbot.waitUntil(lambda: bool(bench.window.bar.text) or bench.has_article, timeout=10_000)


def test_an_article_shows_its_name_and_its_words(open_text):
    window = open_text(name="a story.md", text="# Title\n\nSome *words*.\n")
    assert window.window.windowTitle().startswith("a story.md")
    assert window.text == "Title\nSome words."
    assert window.window.status.word == "Saved"


def test_an_empty_article_says_so(open_text):
    window = open_text("")
    assert window.window.status.place == "This article is empty."
    window.press("p")
    assert "no word" in window.window.status.place
    window.press("c j Delete Enter Shift+Right s")
    assert window.on_disk() == []


def test_utf_16_opens(open_text):
    window = open_text("Ада в Лондоне.\n".encode("utf-16"))
    window.press("p")
    assert window.mentions() == [("PER", "Ада")]


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: None, "no such file"),
        (lambda path: path.mkdir(), "folder"),
        (lambda path: path.write_bytes(bytes(range(256)) * 20), "not a text file"),
        (lambda path: os.truncate(os.open(path, os.O_CREAT | os.O_WRONLY), 100_000_000), "64 MB"),
    ],
    ids=["missing", "folder", "binary", "too large"],
)
def test_bad_input_is_one_sentence_in_the_window_and_on_stderr(qtbot, postil, folders, tmp_path, capsys, make, said):
    path = tmp_path / "bad.txt"
    make(path)
    before = sorted(tmp_path.rglob("*"))
    postil.named = (path,)
    bench = postil.show(Reading.of(path, folders))
    settle(qtbot, bench)
    err = capsys.readouterr().err
    assert said in bench.window.bar.text and "bad.txt" in bench.window.bar.text
    assert err.count("\n") == 1 and err.strip() == bench.window.bar.text
    assert postil.failed
    assert sorted(tmp_path.rglob("*")) == before
    postil.failed = False
    settle(qtbot, postil.show(Reading.of(path, folders)))
    assert not postil.failed and capsys.readouterr().err == "", "later on the window alone says it"


@pytest.mark.skipif(sys.platform == "win32", reason="rights work otherwise there")
def test_an_unreadable_file_is_said(qtbot, postil, folders, tmp_path):
    path = tmp_path / "secret.txt"
    path.write_text("words")
    path.chmod(0)
    if os.geteuid() == 0:
        os.seteuid(65534)
        tmp_path_is_reachable = os.access(tmp_path, os.X_OK)
        try:
            reading = Reading.of(path, folders)
            reading.thread.join(10)
        finally:
            os.seteuid(0)
        assert tmp_path_is_reachable or reading.problem
    else:
        reading = Reading.of(path, folders)
    bench = postil.show(reading)
    settle(qtbot, bench)
    assert "secret.txt cannot be opened" in bench.window.bar.text


def test_a_broken_sidecar_is_never_touched(open_text):
    window = open_text(sidecar='{"a": 1,\n  oops}\n')
    before = window.sidecar.read_bytes()
    assert "is not valid JSON (line 2, column 3)" in window.window.bar.text
    assert "It was not changed" in window.window.bar.text
    assert window.window.status.word == "Read-only"
    window.press("p")
    assert "not valid JSON" in window.window.status.place
    window.press("c u Ctrl+Z Delete")
    window.window.close()
    assert window.sidecar.read_bytes() == before
    assert sorted(p.name for p in window.sidecar.parent.iterdir() if p.is_file()) == [
        "story.txt",
        "story.txt.annotations.json",
    ]


def test_a_broken_sidecar_is_set_aside_by_key(open_text):
    window = open_text(sidecar="not JSON")
    window.press("Ctrl+Shift+S")
    window.until(lambda: window.window.status.word == "Saved")
    aside = [p for p in window.sidecar.parent.iterdir() if ".broken-" in p.name]
    assert [p.read_text() for p in aside] == ["not JSON"]
    assert window.window.bar.text.startswith("No earlier version of these annotations is kept")
    window.press("Esc p")
    assert window.mentions() == [("PER", "Ada")]


def test_what_stands_after_a_broken_sidecar_was_set_aside_is_told(open_text):
    window = open_text()
    window.press("p")
    window.saved()
    window.press("Right o")
    window.saved()
    window.window.close()
    again = open_text(sidecar="not JSON")
    again.press("Ctrl+Shift+S")
    again.until(lambda: "stands again" in again.window.bar.text)
    assert "with 2 annotations." in again.window.bar.text
    assert ("Ctrl+Shift+B", "restore another") in [(a.key, a.words) for a in again.window.bar.message.answers]
    assert [words for _, words in again.mentions()] == ["Ada", "Lovelace"], "the journal has what came after"


def test_a_newer_sidecar_is_shown_and_left_alone(open_text):
    first = open_text()
    first.press("p")
    first.saved()
    document = json.loads(first.sidecar.read_text())
    first.window.close()
    window = open_text(sidecar=json.dumps(document | {"formatVersion": "9.0"}))
    before = window.sidecar.read_bytes()
    assert len(window.bench.session.annotations) == 1
    assert window.window.status.word == "Read-only" and window.window.bar.text
    window.press("Right p")
    window.window.close()
    assert window.sidecar.read_bytes() == before


def test_a_broken_tag_set_is_named_and_the_default_used(open_text, tmp_path):
    (tmp_path / "tagset.toml").write_text('schema = "tagset/1"\nid = "x"\n[[entity]]\nid = "PER"\nkey = "j"\n')
    window = open_text()
    assert "tagset.toml" in window.window.bar.text and "line 5" in window.window.bar.text
    window.press("Esc")
    assert window.window.bar.text == ""
    window.press("p")
    assert window.mentions() == [("PER", "Ada")]


def test_a_tag_set_whose_keys_clash_with_a_sequence_is_not_used(open_text, tmp_path):
    (tmp_path / "tagset.toml").write_text('schema = "tagset/1"\nid = "x"\n[[entity]]\nid = "VAN"\nkey = "v"\n')
    window = open_text()
    assert "tag" in window.window.bar.text
    window.press("Esc p")
    assert window.mentions() == [("PER", "Ada")]


def test_only_a_broken_sidecar_can_be_set_aside(open_text):
    window = open_text()
    window.press("p")
    window.saved()
    before = window.sidecar.read_bytes()
    window.press("Ctrl+Shift+S")
    assert "cannot be read" in window.window.status.place
    assert window.sidecar.read_bytes() == before


def test_ctrl_o_opens_another_article_in_a_window_of_its_own(open_text, postil, tmp_path):
    from PySide6.QtWidgets import QFileDialog

    other = tmp_path / "other.md"
    other.write_text("# Other")
    window = open_text()
    window.press("Ctrl+O")
    dialog = window.window.findChild(QFileDialog)
    assert dialog is not None
    dialog.filesSelected.emit([str(other)])
    dialog.close()
    window.until(lambda: len(postil.benches) == 2 and postil.benches[1].has_article)
    assert postil.benches[1].window.windowTitle().startswith("other.md")


def test_closing_saves_at_once(open_text):
    window = open_text()
    window.press("p")
    window.window.close()
    assert len(window.on_disk()) == 1
    assert not window.window.isVisible()


def test_losing_the_focus_saves(open_text):
    window = open_text()
    window.press("p")
    window.window.left.emit()
    window.qtbot.waitUntil(lambda: len(window.on_disk()) == 1, timeout=5000)


def test_when_nothing_can_be_saved_closing_asks_once(open_text, tmp_path):
    (tmp_path / "there").mkdir()
    window = open_text(name="there/story.txt")
    shutil.rmtree(tmp_path / "there")
    user = tmp_path / "user"
    while not user.is_file():  # what is being kept on other threads may make the folder anew
        shutil.rmtree(user, ignore_errors=True)
        with contextlib.suppress(IsADirectoryError):
            user.write_text("a file where the user's folders should be")
    window.press("p")
    window.press("Ctrl+W")
    assert window.window.isVisible() and window.window.bar.message.error
    assert window.window.status.word == "Not saved"
    window.press("Esc")
    assert window.window.isVisible() and window.bench.session.annotations.annotations
    window.press("Ctrl+W")
    assert window.window.isVisible()
    window.press("Ctrl+W")
    assert not window.window.isVisible()


def test_two_windows_two_articles(qtbot, postil, open_text):
    one, two = open_text(name="one.txt"), open_text("Two words.\n", name="two.txt")
    assert len(postil.benches) == 2
    two.press("o")
    assert two.mentions() == [("ORG", "Two")]
    assert one.on_disk() == []
    postil.open_paths([one.bench.session.article.path])
    assert len(postil.benches) == 2
    two.press("Ctrl+Q")
    assert postil.benches == []


def test_an_empty_window_offers_the_sample(attend, postil, folders):
    bench = postil.show_empty()
    window = attend(bench)
    assert bench.window.empty.text() == "Open an article (Ctrl+O), or the sample (Enter)."
    window.press("p")
    assert "no article" in bench.window.status.place
    window.press("Enter")
    window.until(lambda: bench.has_article)
    article: Path = bench.session.article.path
    assert article.is_relative_to(folders.data) and os.access(article, os.W_OK)
    window.press("p")
    assert len(window.saved()) >= 1
