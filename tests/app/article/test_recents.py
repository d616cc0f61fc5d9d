"""Recent articles: noted when they are shown, opened again by key, forgotten on demand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from reader.app.article.opening import Reading
from reader.app.preferences.settings_keeper import SettingsKeeper
from reader.app.start.application import Postil
from reader.desktop.recent.articles import FILE_NAME, note_opened, read_recent
from reader.desktop.recent.system import NAME, list_of
from reader.desktop.recent.xbel import files_of, href_of
from tests.app.conftest import drive

NOON_S = 1_700_000_000.0


def listed(folders) -> list[str]:
    return [each.path.name for each in read_recent(folders.state).articles]


def by_desktop(folders) -> list[str]:
    path = list_of(folders)
    return [each.href for each in files_of(path.read_bytes(), NAME)] if path.exists() else []


@pytest.fixture
def known(tmp_path, folders):
    """Articles that were opened before: the one called 0 last."""

    def known(count: int = 3) -> list[Path]:
        paths = [tmp_path / f"story {n}.txt" for n in range(count)]
        for n, path in enumerate(paths):
            path.write_text(f"Story {n} of Ada.\n")
            note_opened(folders.state, path, NOON_S - n * 100)
        return paths

    return known


def test_what_is_shown_is_noted_here_and_by_the_desktop(open_text, postil, folders):
    open_text(name="one.txt")
    two = open_text("# Two\n", name="two.md")
    postil.recents.wait()
    assert listed(folders) == ["two.md", "one.txt"]
    article = two.bench.session.article.path
    assert by_desktop(folders) == [href_of(article), href_of(article.with_name("one.txt"))]
    assert b'mime-type type="text/markdown"' in list_of(folders).read_bytes()


def test_what_cannot_be_opened_is_not_noted(qtbot, postil, folders, tmp_path, capsys):
    drive(qtbot, postil, Reading.of(tmp_path / "nowhere.txt", folders), may_load=True)
    postil.recents.wait()
    assert listed(folders) == [] and by_desktop(folders) == []


@pytest.mark.parametrize(("wanted", "here", "there"), [("postil", 1, 0), ("none", 0, 0)])
def test_the_setting_says_where_they_are_listed(qtbot, folders, tmp_path, wanted, here, there):
    folders.config.mkdir(parents=True)
    (folders.config / "settings.toml").write_text(f'recent = "{wanted}"\n')
    note_opened(folders.state, tmp_path / "earlier.txt", NOON_S)
    postil = Postil(folders, SettingsKeeper(folders.config))
    path = tmp_path / "a.txt"
    path.write_text("Ada.\n")
    window = drive(qtbot, postil, Reading.of(path, folders))
    postil.recents.wait()
    assert (len(listed(folders)), len(by_desktop(folders))) == (here * 2, there)
    window.press("Ctrl+Shift+O")
    window.qtbot.wait(100)
    assert window.window.is_open("picker") == bool(here)
    assert here or "the settings say so" in window.window.status.place
    window.press("Esc")
    window.window.close()


def test_the_start_page_opens_the_first_by_enter(attend, postil, known):
    paths = known()
    window = attend(postil.show_empty())
    start = window.window.start
    assert [row.path for row in start.rows] == paths and window.window.page_has_focus
    assert "Story 0" not in window.text
    window.press("Enter")
    window.until(lambda: window.bench.has_article)
    assert window.bench.session.article.path == paths[0] and window.window.shown_page is window.window.page


@pytest.mark.parametrize(("keys", "nth"), [("2", 1), ("Down Down Enter", 2), ("Up Enter", 0), ("End Up Enter", 2)])
def test_the_start_page_by_keys(attend, postil, known, keys, nth):
    paths = known()
    window = attend(postil.show_empty())
    window.press(keys)
    window.until(lambda: window.bench.has_article)
    assert window.bench.session.article.path == paths[nth]


def test_the_start_page_by_mouse_and_the_sample_at_its_end(attend, postil, known, folders):
    known()
    window = attend(postil.show_empty())
    start = window.window.start
    index = start.view.model().index(3, 0)
    assert index.data() == "The sample article"
    QTest.mouseClick(start.view.viewport(), Qt.MouseButton.LeftButton, pos=start.view.visualRect(index).center())
    window.until(lambda: window.bench.has_article)
    assert window.bench.session.article.path.is_relative_to(folders.data)
    postil.recents.wait()
    assert "harbour-ferry.md" not in listed(folders), "it has a row of its own"


def test_other_keys_on_the_start_page_mean_what_they_mean_everywhere(attend, postil, known):
    known()
    window = attend(postil.show_empty())
    window.press("?")
    window.until(lambda: window.window.is_open("sheet"))
    window.press("Esc p")
    assert "no article" in window.window.status.place and window.window.page_has_focus


def test_one_that_is_gone_is_said_and_taken_off(attend, postil, known, folders):
    paths = known()
    paths[0].unlink()
    window = attend(postil.show_empty())
    start = window.window.start
    window.until(lambda: start.rows[0].is_gone)
    assert start.view.model().index(0, 0).data().endswith(", gone")
    window.press("Delete")
    postil.recents.wait()
    assert listed(folders) == ["story 1.txt", "story 2.txt"]
    assert "is off the list" in window.window.status.place
    window.press("Enter")
    window.until(lambda: window.bench.has_article)
    assert window.bench.session.article.path == paths[1]


def test_the_last_one_taken_off_leaves_the_words(attend, postil, known):
    known(1)
    window = attend(postil.show_empty())
    window.press("Delete")
    window.until(lambda: window.window.shown_page is window.window.empty)
    assert window.window.page_has_focus
    window.press("Enter")
    window.until(lambda: window.bench.has_article)


def test_no_more_rows_than_digits_and_the_rest_by_another_key(attend, postil, known):
    known(12)
    window = attend(postil.show_empty())
    assert len(window.window.start.rows) == 9
    assert ("Ctrl+Shift+O",) in [hint.keys for hint in window.window.status.caps.hints]
    window.press("Ctrl+Shift+O")
    window.until(lambda: window.window.is_open("picker"))
    assert len(window.window.picker.rows) == 12


def test_a_name_is_whole_whatever_is_in_it(attend, postil, folders, tmp_path):
    odd = tmp_path / "a\nb  c.txt"
    odd.write_text("Odd.\n")
    note_opened(folders.state, odd, NOON_S)
    window = attend(postil.show_empty())
    window.press("Ctrl+Shift+O")
    window.until(lambda: window.window.is_open("picker"))
    assert [choice.words for choice in window.window.picker.rows] == ["a‹U+000A›b  c.txt"]


def test_the_picker_finds_by_name_and_folder_without_what_is_open(open_text, postil, known, folders, tmp_path):
    known()
    (tmp_path / "archive").mkdir()
    far = tmp_path / "archive" / "far.txt"
    far.write_text("Far.\n")
    note_opened(folders.state, far, NOON_S - 5000)
    window = open_text(name="here.txt")
    window.press("Ctrl+Shift+O")
    window.until(lambda: window.window.is_open("picker"))
    picker = window.window.picker
    assert [choice.words for choice in picker.rows] == ["story 0.txt", "story 1.txt", "story 2.txt", "far.txt"]
    assert picker.rows[0].detail.startswith("2023-11-1")
    window.type("arch")
    assert picker.current.words == "far.txt"
    window.press("Enter")
    window.until(lambda: any(b.has_article and b.session.article.path == far for b in postil.benches))


def test_delete_in_the_picker_takes_off_and_asks_on(open_text, postil, known, folders):
    known()
    window = open_text(name="here.txt")
    window.press("Ctrl+Shift+O")
    window.until(lambda: window.window.is_open("picker"))
    window.press("Down Delete")
    assert [choice.words for choice in window.window.picker.rows] == ["story 0.txt", "story 2.txt"]
    window.press("Delete Delete")
    window.until(lambda: not window.window.is_open("picker"))
    postil.recents.wait()
    assert listed(folders) == ["here.txt"] and window.window.page_has_focus


def test_forget_all(open_text, postil, known, folders):
    known()
    window = open_text(name="here.txt")
    postil.recents.wait()
    assert len(by_desktop(folders)) == 1
    window.bench.run("article.recent.forget")
    postil.recents.wait()
    assert listed(folders) == [] and by_desktop(folders) == [] and not (folders.state / FILE_NAME).exists()
    assert "are forgotten" in window.window.status.place


def test_a_damaged_list_is_said_once(attend, postil, folders):
    folders.state.mkdir(parents=True)
    (folders.state / FILE_NAME).write_text("{")
    window = attend(postil.show_empty())
    window.until(lambda: "recent articles cannot be read" in window.window.bar.text)
    window.press("Esc")
    postil.recents.look(lambda _rows: None)
    postil.recents.wait()
    window.qtbot.wait(50)
    assert window.window.bar.text == "" and window.window.shown_page is window.window.empty


def test_the_menu_lists_them(open_text, postil, known):
    paths = known()
    paths[2].unlink()
    window = open_text(name="here & there.txt")
    postil.recents.wait()
    menus = window.window.menuBar().findChildren(QMenu)
    menu = next(each for each in menus if each.title() == "Open recent")
    for _ in range(2):  # each time anew
        menu.aboutToShow.emit()
        actions = menu.actions()
        names = [action.text().partition(" — ")[0] for action in actions[:4]]
        assert names == ["&1  here && there.txt", "&2  story 0.txt", "&3  story 1.txt", "&4  story 2.txt"]
        assert [action.isEnabled() for action in actions[:4]] == [True, True, True, False]
        assert actions[4].isSeparator() and actions[5].data() == "article.recent"
    actions[1].trigger()
    window.until(lambda: any(b.has_article and b.session.article.path == paths[0] for b in postil.benches))


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode there")
def test_a_name_that_is_no_utf_8_is_opened_again(attend, postil, folders, tmp_path):
    path = tmp_path / os.fsdecode(b"caf\xe9 \n x.txt")
    path.write_text("Ada.\n")
    note_opened(folders.state, path, NOON_S)
    window = attend(postil.show_empty())
    window.press("1")
    window.until(lambda: window.bench.has_article)
    assert window.bench.session.article.path == path
