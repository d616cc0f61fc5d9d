"""Several articles in one window, driven as a person does it: keys on the page, the mouse on the tabs."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from reader.app.look.plain_tip import plain_tip
from tests.app.conftest import Driven


class Several:
    """The frame that was used last."""

    def __init__(self, qtbot, postil) -> None:
        self.qtbot, self.postil = qtbot, postil

    @property
    def group(self):
        return self.postil.frames.groups[-1]

    @property
    def frame(self):
        return self.group.frame

    @property
    def bar(self):
        return self.frame.strip.tabs

    @property
    def here(self) -> Driven:
        bench = self.group.bench
        self.qtbot.waitUntil(lambda: bench.has_article or bool(bench.messages.shown), timeout=10_000)
        bench.finishing.now()
        return Driven(self.qtbot, bench)

    def press(self, keys: str) -> None:
        for key in keys.split():
            self.here.press(key)

    @property
    def shown(self) -> str:
        return self.here.bench.session.article.path.name

    def names(self) -> list[str]:
        return [self.bar.tabText(at) for at in range(self.bar.count())] if self.frame.strip is not None else []

    def middle(self, at: int) -> QPoint:
        return self.bar.tabRect(at).center()


class Paints(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


@pytest.fixture
def articles(tmp_path):
    def articles(*names: str):
        paths = [tmp_path / name for name in names]
        for path in paths:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"Words of {path.stem} here.\n")
        return paths

    return articles


@pytest.fixture
def several(qtbot, postil, articles):
    """These articles as tabs of one frame that has the focus; the first is shown."""

    def several(*names: str) -> Several:
        postil.open_paths(articles(*names))
        found = Several(qtbot, postil)
        found.frame.resize(1280, 900)
        qtbot.waitUntil(lambda: found.frame.isActiveWindow())
        assert found.here.window.page_has_focus
        return found

    return several


def test_one_article_has_no_bar_and_two_have_one(several, postil, articles):
    tabs = several("one.txt")
    assert tabs.frame.strip is None
    postil.open_paths(articles("two.txt"))
    assert tabs.names() == ["one.txt", "two.txt"] and tabs.shown == "two.txt"
    strip, window = tabs.frame.strip, tabs.here.window
    assert strip.isVisible() and strip.geometry().top() == window.menuBar().geometry().bottom() + 1
    assert window.page.mapTo(tabs.frame, QPoint(0, 0)).y() == strip.geometry().bottom() + 1
    tabs.press("Ctrl+W")
    assert tabs.shown == "one.txt" and tabs.frame.strip is None
    assert tabs.here.window.page.mapTo(tabs.frame, QPoint(0, 0)).y() == strip.geometry().top()


def test_keys_go_from_tab_to_tab_and_what_is_typed_goes_to_the_one_that_is_shown(several):
    tabs = several("one.txt", "two.txt", "three.txt")
    order = []
    for key in ("Ctrl+PgDn", "Ctrl+Tab", "Ctrl+PgDn", "Ctrl+PgUp", "Ctrl+Shift+Tab", "Alt+1", "Alt+3"):
        tabs.press(key)
        order.append(tabs.shown.removesuffix(".txt"))
        assert QApplication.focusWidget() is tabs.here.window.page
    assert order == ["two", "three", "one", "three", "two", "one", "three"]
    tabs.here.press("Ctrl+Home p")
    assert tabs.here.mentions() == [("PER", "Words")]
    tabs.press("Alt+1")
    assert tabs.here.on_disk() == [] and tabs.frame.windowTitle().startswith("one.txt")
    assert tabs.frame.windowFilePath().endswith("one.txt")
    tabs.press("Alt+7")
    assert "no tab 7" in tabs.here.window.status.place


def test_only_what_is_shown_is_read(several, postil):
    tabs = several("one.txt", "two.txt", "three.txt")
    assert [tab.bench is None for tab in tabs.group.tabs] == [False, True, True]
    tabs.press("Ctrl+PgUp")
    assert [tab.bench is None for tab in tabs.group.tabs] == [False, True, False] and len(postil.benches) == 2


def test_a_tab_in_the_background_saves_and_follows_its_file_without_the_focus(several, qtbot):
    tabs = several("one.txt", "two.txt")
    one = tabs.here
    one.press("p")
    tabs.press("Ctrl+PgDn")
    path = one.bench.session.article.path
    assert one.mentions() == [("PER", "Words")] and not one.window.isVisible()
    path.write_text("Before. Words of one here.\n")
    qtbot.waitUntil(lambda: one.text.startswith("Before."), timeout=10_000)
    assert QApplication.focusWidget() is tabs.here.window.page
    qtbot.waitUntil(lambda: tabs.bar.accessibleTabName(0).startswith("one.txt, The article changed on disk"))
    tabs.press("Ctrl+PgUp")
    qtbot.waitUntil(lambda: tabs.bar.accessibleTabName(0) == "one.txt")
    assert "changed on disk" in one.window.status.place


def test_names_that_differ_by_a_space_do_so_on_their_tabs(several):
    tabs = several("a  b.txt", "a b.txt", "c\nd.txt")
    assert tabs.names() == ["a  b.txt", "a b.txt", "c‹U+000A›d.txt"]
    assert plain_tip("a & b  c\nd") == '<span style="white-space: pre-wrap">a &amp; b  c\nd</span>'


def test_an_annotations_file_is_its_article_which_is_open_once(several, postil, articles):
    tabs = several("one.txt", "one.txt.annotations.json", "two.txt", "two.txt.annotations (conflict).json")
    assert tabs.names() == ["one.txt", "two.txt"]
    postil.open_paths(articles("two.txt.annotations.json"))
    assert tabs.names() == ["one.txt", "two.txt"] and tabs.shown == "two.txt"
    postil.open_paths(articles("gone.txt.annotations.json"))
    assert "which is not there" in tabs.here.bench.messages.shown.text


def test_namesakes_are_told_apart_and_the_tip_says_the_whole_path(several, tmp_path):
    tabs = several("a/report.md", "b/report.md", "c.md")
    assert tabs.names() == ["a/report.md", "b/report.md", "c.md"]
    tabs.press("Ctrl+W")
    assert tabs.names() == ["report.md", "c.md"]


def test_what_was_closed_comes_back_where_it_was(several, postil):
    tabs = several("one.txt", "two.txt", "three.txt")
    tabs.press("Alt+2 Ctrl+W")
    assert tabs.names() == ["one.txt", "three.txt"] and tabs.shown == "three.txt"
    tabs.press("Ctrl+Shift+T")
    assert tabs.names() == ["one.txt", "two.txt", "three.txt"] and tabs.shown == "two.txt"
    tabs.press("Ctrl+Shift+T")
    assert "Nothing was closed" in tabs.here.window.status.place
    tabs.press("Ctrl+Shift+N")
    empty = postil.frames.groups[-1]
    postil.frames.groups[0].frame.close()
    assert postil.frames.groups == [empty]
    empty.bench.finishing.now()
    empty.bench.run("tabs.reopen")
    assert tabs.names() == ["one.txt", "two.txt", "three.txt"] and tabs.shown == "two.txt"


def test_a_tab_gets_a_window_of_its_own_and_comes_back(several, postil, qtbot):
    tabs = several("one.txt", "two.txt", "three.txt")
    tabs.here.press("p")
    first = tabs.group
    tabs.here.bench.run("tabs.out")
    assert [len(group.tabs) for group in postil.frames.groups] == [2, 1] and tabs.shown == "one.txt"
    assert first.bench.window.isVisible() and first.shown.path.name == "two.txt"
    qtbot.waitUntil(lambda: tabs.frame.isActiveWindow())
    assert QApplication.focusWidget() is tabs.here.window.page
    tabs.here.press("Right Right o")
    assert tabs.here.mentions() == [("PER", "Words"), ("ORG", "one")]
    tabs.here.bench.run("tabs.merge")
    assert len(postil.frames.groups) == 1 and tabs.names() == ["one.txt", "two.txt", "three.txt"]
    assert tabs.shown == "one.txt"


def test_closing_others_and_all(several, postil):
    tabs = several("one.txt", "two.txt", "three.txt")
    tabs.press("Ctrl+PgDn")
    tabs.here.bench.run("tabs.close-others")
    assert tabs.shown == "two.txt" and tabs.frame.strip is None and len(postil.benches) == 1
    tabs.press("Ctrl+Shift+T Ctrl+Shift+W")
    assert postil.frames.groups == [] and postil.benches == []


def test_what_cannot_be_saved_keeps_its_window_open_and_is_shown(several, postil, monkeypatch):
    from reader.errors import UserError
    from reader.session import SaveState, SaveStatus

    tabs = several("one.txt", "two.txt")
    one = tabs.here
    one.press("p")
    one.saved()
    tabs.press("Ctrl+PgDn")
    bad = SaveStatus(SaveState.NOT_SAVED, (UserError("The annotations are not saved", "the disk is full"),))
    monkeypatch.setattr(one.bench.session, "save", lambda: bad)
    tabs.frame.close()
    assert tabs.frame.isVisible() and [tab.bench for tab in tabs.group.tabs] == [one.bench]
    assert one.window.isVisible() and "the disk is full" in one.window.bar.text
    assert one.window.page_has_focus or one.window.isAncestorOf(QApplication.focusWidget())


def test_the_mouse_shows_closes_and_sorts(several, qtbot):
    tabs = several("one.txt", "two.txt", "three.txt", "four.txt")
    QTest.mouseClick(tabs.bar, Qt.MouseButton.LeftButton, pos=tabs.middle(2))
    assert tabs.shown == "three.txt" and QApplication.focusWidget() is tabs.here.window.page
    QTest.mouseClick(tabs.bar, Qt.MouseButton.MiddleButton, pos=tabs.middle(1))
    assert tabs.names() == ["one.txt", "three.txt", "four.txt"] and tabs.shown == "three.txt"
    place = tabs.bar.tabRect(0)
    QTest.mouseClick(tabs.bar, Qt.MouseButton.LeftButton, pos=QPoint(place.right() - 14, place.center().y()))
    assert tabs.names() == ["three.txt", "four.txt"] and tabs.shown == "three.txt"
    start, end = tabs.middle(0), tabs.middle(1) + QPoint(30, 0)
    drag(tabs.bar, start, end)
    assert tabs.names() == ["four.txt", "three.txt"] and tabs.shown == "three.txt"


def drag(bar, start: QPoint, end: QPoint) -> None:
    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QMouseEvent

    def send(kind, at: QPoint, button, buttons) -> None:
        where = QPointF(at), QPointF(bar.mapToGlobal(at))
        event = QMouseEvent(kind, *where, button, buttons, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(bar, event)

    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    send(QEvent.Type.MouseButtonPress, start, left, left)
    for step in range(1, 9):
        send(QEvent.Type.MouseMove, start + (end - start) * step / 8, none, left)
    send(QEvent.Type.MouseButtonRelease, end, left, none)


def test_a_tab_is_dragged_out_of_its_bar_and_into_another(several, postil):
    tabs = several("one.txt", "two.txt", "three.txt")
    tabs.frame.move(0, 0)
    first = tabs.group
    drag(tabs.bar, tabs.middle(1), QPoint(200, 400))
    assert [len(group.tabs) for group in postil.frames.groups] == [2, 1] and tabs.shown == "two.txt"
    second = tabs.group
    second.frame.move(0, 1000)
    drag(first.frame.strip.tabs, first.frame.strip.tabs.tabRect(1).center(),
         first.frame.strip.tabs.mapFromGlobal(second.frame.mapToGlobal(QPoint(300, 40))))  # fmt: skip
    assert [tab.path.name for tab in second.tabs] == ["two.txt", "three.txt"] and first.frame.strip is None
    assert second.shown.path.name == "three.txt"


def test_many_tabs_scroll_and_are_listed(several):
    tabs = several(*(f"an article with a long name {n}.txt" for n in range(30)))
    strip = tabs.frame.strip
    assert strip.list.isVisible() and tabs.bar.width() > strip.width()
    tabs.press("Ctrl+PgUp")
    last = tabs.bar.mapTo(strip, tabs.bar.tabRect(29).topLeft()).x()
    assert 0 < last < strip.width() - tabs.bar.tabRect(29).width()
    before = tabs.bar.x()
    wheel(tabs.bar, tabs.bar.tabRect(29).center())
    assert tabs.bar.x() > before and tabs.shown.endswith("29.txt")
    tabs.press("Ctrl+Shift+A")
    tabs.here.type("name 7")
    tabs.here.press("Enter")
    assert tabs.shown.endswith(" 7.txt") and tabs.here.window.page_has_focus


def wheel(bar, at: QPoint) -> None:
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QWheelEvent

    where = QPointF(at), QPointF(bar.mapToGlobal(at))
    none, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(*where, QPoint(), QPoint(0, 120), none, Qt.KeyboardModifier.NoModifier, phase, False)
    QApplication.sendEvent(bar, event)


def test_a_tab_s_menu_acts_on_that_tab(several, tmp_path):
    tabs = several("one.txt", "two.txt", "three.txt")
    tabs.bar.menu_wanted.emit(2, QPoint(10, 10))
    menu = next(menu for menu in tabs.here.window.findChildren(QMenu) if menu.accessibleName().endswith("this tab"))
    words = {action.text().partition("\t")[0]: action for action in menu.actions()}
    words["Copy the path"].trigger()
    assert QGuiApplication.clipboard().text() == str(tmp_path / "three.txt")
    words["Close the others"].trigger()
    assert tabs.shown == "three.txt" and len(tabs.group.tabs) == 1
    menu.close()


def test_windows_of_their_own_if_the_user_wants_that(several, postil, articles):
    postil.settings.change("open_in", "windows")
    several("one.txt", "two.txt")
    assert [len(group.tabs) for group in postil.frames.groups] == [1, 1]
    postil.open_paths(articles("three.txt", "four.txt"), new_window=True)
    assert [len(group.tabs) for group in postil.frames.groups] == [1, 1, 2]


def test_what_is_open_is_a_value_and_opens_again(several, postil):
    tabs = several("one.txt", "two.txt", "three.txt")
    tabs.frame.resize(600, 500)
    tabs.press("Ctrl+PgDn")
    (state,) = postil.frames.state()
    assert [tab.path.name for tab in state.tabs] == ["one.txt", "two.txt", "three.txt"] and state.current == 1
    told = []
    postil.frames.closes.connect(told.append)
    tabs.frame.close()
    assert told == [state] and postil.benches == []
    postil.frames.acts.open_frame(state)
    assert tabs.shown == "two.txt" and len(postil.benches) == 1
    assert postil.frames.state() == (state,)


def test_a_tab_that_cannot_be_opened_says_so_at_once(several, postil, articles, qtbot, capsys):
    tabs = several("one.txt")
    paths = articles("two.txt", "gone.txt")
    paths[1].unlink()
    postil.named = (paths[1],)
    postil.open_paths(paths)
    qtbot.waitUntil(lambda: postil.failed, timeout=10_000)
    assert tabs.bar.accessibleTabName(2) == "gone.txt, cannot be opened"
    tabs.press("Alt+3")
    assert "gone.txt cannot be opened" in tabs.here.window.bar.text
    assert capsys.readouterr().err.count("gone.txt") == 1


def test_screen_readers_know_the_tabs(several):
    tabs = several("one.txt", "two.txt")
    assert tabs.frame.strip.accessibleName() == "Open articles"
    found = QAccessible.queryAccessibleInterface(tabs.bar)
    assert found.role() == QAccessible.Role.PageTabList
    names = [found.child(at).text(QAccessible.Text.Name) for at in range(found.childCount())]
    assert names[:2] == ["one.txt", "two.txt"] and found.child(0).state().selected


def test_a_text_field_has_the_focus_again_when_its_tab_comes_back(several):
    tabs = several("one.txt", "two.txt")
    tabs.here.press("/")
    field = tabs.here.window.find_bar.field
    assert field.hasFocus()
    tabs.press("Ctrl+PgDn")
    assert QApplication.focusWidget() is tabs.here.window.page
    tabs.press("Ctrl+PgUp")
    assert field.hasFocus()


def test_keys_reach_the_tabs_and_leave_them(several):
    tabs = several("one.txt", "two.txt", "three.txt")
    for _ in range(6):
        if not tabs.bar.hasFocus():
            tabs.here.press("F6")
    assert tabs.bar.hasFocus()
    tabs.here.press("Right")
    assert tabs.shown == "two.txt" and tabs.bar.hasFocus()
    tabs.here.press("Delete")
    assert tabs.names() == ["one.txt", "three.txt"]
    tabs.frame.strip.tabs.setFocus()
    tabs.here.press("Alt+1")
    assert tabs.shown == "one.txt" and tabs.here.window.page_has_focus
    tabs.frame.strip.tabs.setFocus()
    tabs.here.press("Esc")
    assert tabs.here.window.page_has_focus


def test_full_screen_is_the_whole_frame(several):
    tabs = several("one.txt", "two.txt")
    tabs.press("F11")
    assert tabs.frame.isFullScreen()
    tabs.press("Ctrl+PgDn F11")
    assert not tabs.frame.isFullScreen()


def test_nothing_of_a_tab_in_the_background_is_painted(several, qtbot):
    tabs = several("one.txt", "two.txt")
    one = tabs.here
    tabs.press("Ctrl+PgDn")
    # looked for from outside: PySide goes on calling a method that was put in the place of `paintEvent` when it is gone
    there, here = Paints(one.window.page.viewport()), Paints(tabs.here.window.page.viewport())
    one.bench.quietly(lambda: one.bench.desk.page.select(0, 5))
    for page in (one.window.page, tabs.here.window.page):
        page.viewport().update()
    qtbot.waitUntil(lambda: here.count > 0)
    assert there.count == 0
