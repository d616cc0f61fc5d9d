"""An article opens as it was left: place, zoom, panel, hidden types; and the next window stands where the last was."""

from __future__ import annotations

import threading

from reader.app.article.remembered import recall
from reader.app.page import arriving
from reader.app.window.placing import place_of
from reader.app.window.window_place import LastPlace, keep_place, read_place
from reader.settings import Settings

LONG = "\n".join(f"{n} A ferry left the harbour of Marrowby, and no one saw it. " * 6 for n in range(80))


def written() -> None:
    for thread in threading.enumerate():
        if thread.name in ("postil-remember", "postil-place"):
            thread.join()


def leave(window, qtbot) -> None:
    window.window.close()
    written()


def test_it_opens_as_it_was_left(open_text, qtbot):
    window = open_text(LONG)
    window.go_to("40 A ferry", nth=1)
    window.press("Down Down Right")
    window.press("Shift+T p")
    window.press("F9")
    window.bench.set_zoom(125)
    caret, top = window.bench.desk.caret, window.window.page.top_position()
    assert top > 0 and not window.window.panel_shown
    leave(window, qtbot)
    again = open_text(LONG)
    page = again.window.page
    assert (again.bench.desk.caret, page.top_position()) == (caret, top)
    assert again.window.look.zoom == 125 and not again.window.panel_wanted
    assert again.bench.desk.hidden == {"PER"}
    again.press("Ctrl+Home")  # moved again, and left again
    leave(again, qtbot)
    assert open_text(LONG).bench.desk.caret == 0


def test_the_first_frame_is_already_there(open_text, qtbot, postil, folders, tmp_path):
    from reader.app.article.opening import Reading

    window = open_text(LONG)
    window.go_to("30 A ferry")
    top = window.window.page.top_position()
    leave(window, qtbot)
    reading = Reading.of(tmp_path / "story.txt", folders)
    bench = postil.show(reading)
    seen = []
    bench.window.page.first_frame_painted.connect(lambda: seen.append(bench.window.page.top_position()))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0] > 0 and abs(seen[0] - top) < 2_000  # the window is smaller than the one that was closed


def test_without_the_setting_it_opens_at_its_start(open_text, qtbot, postil):
    window = open_text(LONG)
    window.go_to("60 A ferry")
    leave(window, qtbot)
    postil.settings.change("reopen_place", False)
    assert open_text(LONG).bench.desk.caret == 0
    assert Settings().reopen_place


def test_a_place_far_down_a_long_article_comes_when_it_is_laid_out(open_text, qtbot, monkeypatch):
    window = open_text(LONG)
    window.go_to("60 A ferry")
    caret = window.bench.desk.caret
    leave(window, qtbot)
    monkeypatch.setattr(arriving, "CHEAP_CP", 100)
    monkeypatch.setattr(arriving, "LOOK_MS", 60_000)  # it would get there while the window comes up
    again = open_text(LONG)
    going = again.bench.remembering._going
    assert going is not None and again.window.status.place.startswith("Going to where")
    again.window.close()  # left before it got there: what was remembered still is
    written()
    assert recall(again.bench.folders.state, again.bench.session.article).caret == caret
    monkeypatch.setattr(arriving, "LOOK_MS", 15)
    third = open_text(LONG)
    third.until(lambda: third.bench.desk.caret == caret)
    assert third.window.page.top_position() > 0 and not third.window.status.place.startswith("Going")


def test_who_moves_meanwhile_stays_there(open_text, qtbot, monkeypatch):
    window = open_text(LONG)
    window.go_to("60 A ferry")
    leave(window, qtbot)
    monkeypatch.setattr(arriving, "CHEAP_CP", 100)
    again = open_text(LONG)
    again.press("Right Right")
    caret = again.bench.desk.caret
    again.until(lambda: again.bench.remembering._going is None)
    assert again.bench.desk.caret == caret > 0


def test_new_articles_open_as_the_settings_say(open_text, postil):
    postil.settings.change("zoom", 150)
    postil.settings.change("panel", False)
    window = open_text(LONG)
    assert window.window.look.zoom == 150 and not window.window.panel_shown


def test_the_next_window_has_the_size_and_place_of_the_last(postil, folders, qtbot):
    one = postil.show_empty()
    frame = one.window.window()
    frame.setGeometry(40, 60, 700, 500)
    place = place_of(frame)
    one.window.close()
    written()
    assert read_place(folders.state) == place
    two = postil.show_empty()
    assert place_of(two.window.window()) == place
    assert postil.show_empty().window.size() == two.window.size()


def test_a_place_that_no_screen_has_any_more_gives_its_size_only(tmp_path, folders, qtbot):
    from reader.app.start.application import Postil

    keep_place(folders.state, LastPlace(9000, 9000, 640, 480))
    postil = Postil(folders)
    window = postil.show_empty().window.window()
    assert window.screen().availableGeometry().contains(window.geometry())
    assert (window.width(), window.height()) == (640, 480)
    window.close()
    written()
    (folders.state / "window.json").write_text("{")
    assert read_place(folders.state) is None
