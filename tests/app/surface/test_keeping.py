"""Earlier versions, conflict copies and copies of the article, by real keys in a real window."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from reader.app.article.opening import Reading
from reader.folders import Folders
from reader.sidecar.backups.backups import Backups
from reader.sidecar.backups.thinning import Why
from tests.app.conftest import drive

COPY = ".annotations.sync-conflict-20260131-101112-ABCDEFG.json"


def words(window) -> list[str]:
    return [quoted for _, quoted in window.mentions()]


def bar(window) -> str:
    return window.window.bar.text


def answers(window) -> list[tuple[str, str]]:
    return [(answer.key, answer.words) for answer in window.window.bar.message.answers]


def kept(window, folders: Folders):
    return Backups.of(window.bench.session.article, folders.state).all()


def copy_of(window) -> Path:
    return window.sidecar.with_name(window.bench.session.article.name + COPY)


def test_an_earlier_version_stands_again_and_undo_takes_that_back(open_text, folders):
    window = open_text()
    window.press("p")
    assert words(window) == ["Ada"]
    window.press("Right o")
    assert words(window) == ["Ada", "Lovelace"]
    window.press("Delete")
    assert words(window) == ["Ada"]
    window.until(lambda: len(kept(window, folders)) == 2)
    window.press("Ctrl+Shift+B")
    window.until(lambda: window.window.is_open("picker"))
    window.type("removed")
    window.press("Enter")
    window.until(lambda: len(window.bench.session.annotations) == 2)
    assert words(window) == ["Ada", "Lovelace"]
    assert "Now there: 2 annotations" in window.window.status.place
    window.press("Ctrl+Z")
    assert words(window) == ["Ada"]


def test_where_nothing_is_kept_it_says_so(open_text):
    window = open_text()
    window.press("Ctrl+Shift+B")
    window.until(lambda: "No earlier version" in window.window.status.place)


def test_esc_restores_nothing(open_text, folders):
    window = open_text()
    window.press("p")
    window.saved()
    window.press("Right o")
    window.saved()
    window.press("Ctrl+Shift+B")
    window.until(lambda: window.window.is_open("picker"))
    window.press("Esc")
    assert words(window) == ["Ada", "Lovelace"] and window.window.page_has_focus


def test_a_broken_file_is_set_aside_for_a_version_that_was_kept(qtbot, open_text, postil, folders):
    window = open_text()
    window.press("p")
    window.saved()
    window.press("Right o")
    window.saved()
    path, sidecar = window.bench.session.article.path, window.sidecar
    window.press("Ctrl+W")
    shutil.rmtree(folders.state / "journals", ignore_errors=True)
    sidecar.write_text("{bro")
    again = drive(qtbot, postil, Reading.of(path, folders))
    again.until(lambda: "is not valid JSON" in bar(again))
    assert ("Ctrl+Shift+B", "restore a version") in answers(again)
    again.press("Ctrl+Shift+B")
    again.until(lambda: again.window.is_open("picker"))
    again.press("Down Enter")  # the first is what was left at the end
    again.until(lambda: not again.bench.session.broken)
    assert words(again) == ["Ada"]
    assert [p.read_text() for p in sidecar.parent.iterdir() if ".broken-" in p.name] == ["{bro"]
    again.press("Right g")
    assert words(again) == ["Ada", "wrote"]


@pytest.fixture
def with_copy(open_text):
    """A window on an article with one mention, and a conflict copy with another one."""
    window = open_text()
    window.press("p")
    window.saved()
    window.press("Right o")
    window.saved()
    copy_of(window).write_bytes(window.sidecar.read_bytes())
    window.press("Delete Right g")
    assert words(window) == ["Ada", "wrote"]
    return window


def leave_and_return(window) -> None:
    window.bench.keeper.left()
    window.bench.keeper.entered()


def test_a_conflict_copy_is_offered_and_merged_by_key(with_copy):
    window = with_copy
    before = set(map(tuple, window.mentions()))
    leave_and_return(window)
    window.until(lambda: "1 conflict copy" in bar(window))
    assert answers(window) == [("Ctrl+Shift+M", "merge"), ("Esc", "hide")]
    window.press("Ctrl+Shift+M")
    window.until(lambda: not copy_of(window).exists())
    window.until(lambda: ("ORG", "Lovelace") in window.mentions())
    assert before <= set(map(tuple, window.mentions()))
    window.until(lambda: "1 conflict copy merged" in window.window.status.place)
    assert bar(window) == ""
    assert [p.name for p in window.sidecar.parent.glob("*.json")] == [window.sidecar.name]


def test_a_hidden_offer_stays_hidden_and_can_still_be_taken(with_copy):
    window = with_copy
    leave_and_return(window)
    window.until(lambda: "1 conflict copy" in bar(window))
    window.press("Esc")
    leave_and_return(window)
    window.qtbot.wait(300)
    assert bar(window) == "" and copy_of(window).exists()
    window.press("Ctrl+Shift+M")
    window.until(lambda: not copy_of(window).exists())


def test_a_copy_that_cannot_be_read_is_left_with_a_word(with_copy):
    window = with_copy
    copy_of(window).write_text("{bro")
    leave_and_return(window)
    window.until(lambda: "1 conflict copy" in bar(window))
    window.press("Ctrl+Shift+M")
    window.until(lambda: "not valid JSON" in bar(window))
    assert copy_of(window).read_text() == "{bro"


def test_without_copies_the_commands_say_nothing_of_them(open_text):
    window = open_text()
    window.qtbot.wait(200)
    assert bar(window) == ""
    by_id = window.bench.tools.by_id
    assert not any(window.bench.can_run(by_id[key]) for key in ("article.copies", "article.twin"))


def test_the_annotations_of_the_original_are_offered_in_a_copy(qtbot, open_text, postil, folders):
    window = open_text()
    window.press("p")
    window.saved()
    path = window.bench.session.article.path
    copy = path.with_name("copy.txt")
    copy.write_bytes(path.read_bytes())
    other = drive(qtbot, postil, Reading.of(copy, folders))
    other.until(lambda: "is a copy of" in bar(other))
    assert path.name in bar(other) and ("Ctrl+Shift+K", "take them over") in answers(other)
    other.press("Ctrl+Shift+K")
    other.until(lambda: len(other.bench.session.annotations) == 1)
    assert words(other) == ["Ada"]
    document = json.loads(other.sidecar.read_bytes())
    assert document["first"]["items"][0]["target"][0]["source"] == "copy.txt"
    other.press("Ctrl+Z")
    other.until(lambda: other.mentions() == [])
    assert window.on_disk()  # the original keeps its own


def test_of_a_renamed_article_and_its_copy_both_are_offered_what_is_left(qtbot, open_text, postil, folders):
    window = open_text()
    window.press("p")
    window.saved()
    path, left = window.bench.session.article.path, window.sidecar
    window.window.close()
    copy = path.with_name("copy.txt")
    copy.write_bytes(path.read_bytes())
    new = path.rename(path.with_name("tale.txt"))
    for one, said in (
        (new, "story.txt is gone, but its annotations fit this article."),
        (copy, "is a copy of tale.txt,"),
    ):
        other = drive(qtbot, postil, Reading.of(one, folders))
        other.until(lambda other=other, said=said: said in bar(other))
        other.press("Ctrl+Shift+K")
        other.until(lambda other=other: len(other.bench.session.annotations) == 1)
        assert words(other) == ["Ada"] and len(other.saved()) == 1
        other.window.close()
    assert left.exists(), "nothing was taken from anybody"


def test_a_copy_of_the_same_name_is_told_by_its_folder(qtbot, open_text, postil, folders):
    window = open_text()
    window.press("p")
    window.saved()
    path = window.bench.session.article.path
    copy = path.parent / "elsewhere" / path.name
    copy.parent.mkdir()
    copy.write_bytes(path.read_bytes())
    other = drive(qtbot, postil, Reading.of(copy, folders))
    other.until(lambda: "is a copy of" in bar(other))
    assert f"is a copy of {path.parent.name}/{path.name}," in bar(other)


def test_annotations_of_an_article_that_was_renamed_and_edited_are_offered(open_text):
    window = open_text()
    window.press("p")
    window.press("Right o")
    assert words(window) == ["Ada", "Lovelace"]
    path, sidecar = window.bench.session.article.path, window.sidecar
    window.window.close()
    edited = "First of all. " + path.read_text().replace("never built", "built at last")
    path.unlink()
    before = sidecar.read_bytes()
    unlike = open_text("Nothing of that kind stands here.\n", "other.txt")
    unlike.qtbot.wait(500)
    assert bar(unlike) == ""
    unlike.window.close()
    again = open_text(edited, "renamed.txt")
    again.until(lambda: "is gone, but its annotations" in bar(again))
    assert bar(again).startswith("story.txt ") and not again.sidecar.exists()
    again.press(answers(again)[0][0])
    again.until(lambda: len(again.bench.session.annotations) == 2)
    assert words(again) == ["Ada", "Lovelace"] and bar(again) == ""
    assert sidecar.read_bytes() == before, "it stays: it may be another's after all"


def test_what_a_window_leaves_is_kept_though_its_file_goes(qtbot, open_text, postil, folders):
    window = open_text()
    window.press("p")
    window.saved()
    path, last = window.bench.session.article.path, window.sidecar.read_bytes()
    backups = Backups.of(window.bench.session.article, folders.state)
    window.press("Ctrl+W")
    qtbot.waitUntil(lambda: [b.why for b in backups.all()] == [Why.LEFT])
    assert path.exists() and backups.all()[0].read() == last
