"""An article that others write while it is open: the page follows, annotations stay on their words, nothing is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect

from reader.annotations.model import Anchor
from reader.app.article.article_file import Fate
from reader.sidecar.places.relocate import move_article
from tests.app.conftest import words_of

LONG = "".join(f"Paragraph {n} tells of Ada Lovelace and of what she wrote in {1800 + n}.\n" for n in range(120))


def path_of(window) -> Path:
    return window.bench.session.article.path


def replaced(path: Path, text: str) -> None:
    """As most editors do it."""
    new = path.with_name(".new")
    new.write_text(text)
    new.replace(path)


def truncated(path: Path, text: str) -> None:
    """Written in place, all at once."""
    path.write_text(text)


def in_pieces(path: Path, text: str) -> None:
    """Written in place, bit by bit, with the event loop running in between."""
    from PySide6.QtTest import QTest

    with path.open("w") as file:
        for start in range(0, len(text), 40):
            file.write(text[start : start + 40])
            file.flush()
            QTest.qWait(40)


def made_anew(path: Path, text: str) -> None:
    """Deleted, then made again."""
    from PySide6.QtTest import QTest

    path.unlink()
    QTest.qWait(60)
    path.write_text(text)


def shows(window, text: str) -> None:
    window.until(lambda: window.text == text)
    window.until(lambda: not window.bench.finishing.waits)
    window.bench.finishing.now()


def told(window) -> str:
    return window.bench.follow._told


@pytest.mark.parametrize("write", [replaced, truncated, in_pieces, made_anew])
def test_what_is_written_is_shown_and_annotations_stay_on_their_words(open_text, write):
    window = open_text()
    window.select("Charles Babbage")
    window.press("p")
    seen = []
    window.bench.window.page.show_article = _spy(window.bench.window.page.show_article, seen)
    new = "Once upon a time there was a clever lady in a big town.\n" + window.text.replace(
        "London", "the town of London"
    )
    write(path_of(window), new)
    shows(window, new)
    assert told(window).startswith(f"{Fate.CHANGED} at ") and told(window).endswith(": 1 moved.")
    assert seen == [new]  # nothing half was shown
    window.press("t")
    window.type("hers")
    window.press("Enter")
    (mention,) = window.saved()
    assert words_of(mention) == ["Charles Babbage"]
    position = next(s for s in mention["target"][0]["selector"] if s["type"] == "TextPositionSelector")
    assert new[position["start"] : position["end"]] == "Charles Babbage"


def _spy(show, seen):
    def spying(article, *given):
        seen.append(article.text)
        show(article, *given)

    return spying


def test_what_was_made_a_moment_before_is_kept_on_its_words(open_text):
    window = open_text()
    window.select("Turin")
    window.press("l")
    replaced(path_of(window), "A new first line.\n" + window.text)  # before the first save
    shows(window, path_of(window).read_text())
    assert window.mentions() == [("LOC", "Turin")]
    assert window.text[window.bench.desk.caret :].startswith("Turin")


def test_undo_goes_on_through_changes_of_the_article(open_text):
    window = open_text()
    window.select("Charles Babbage")
    window.press("p")
    window.select("Turin")
    window.press("l")
    window.press("Delete")
    replaced(path_of(window), "First.\n" + window.text)
    shows(window, path_of(window).read_text())
    replaced(
        path_of(window), "Zeroth.\n" + window.text.replace("Babbage answered from Turin", "He answered from Turin")
    )
    shows(window, path_of(window).read_text())
    window.press("Ctrl+Z")
    assert [words for _, words in window.mentions()] == ["Charles Babbage", "Turin"]
    turin = next(a for a in window.bench.session.annotations if a.spans[0].of(window.text) == "Turin")
    assert turin.spans[0].start == window.text.index("Turin")
    window.press("Ctrl+Z Ctrl+Z")
    assert window.mentions() == []
    window.press("Ctrl+Y")
    assert window.mentions() == [("PER", "Charles Babbage")]


def test_what_is_undone_onto_words_that_are_gone_is_an_orphan(open_text):
    window = open_text()
    window.select("Turin")
    window.press("l")
    window.press("Delete")
    window.saved()
    replaced(path_of(window), window.text.replace("Babbage answered from Turin. ", ""))
    shows(window, path_of(window).read_text())
    window.press("Ctrl+Z")
    (mention,) = window.saved()
    assert words_of(mention) == ["Turin"]
    (annotation,) = window.bench.session.annotations
    assert annotation.anchor is Anchor.ORPHAN


def test_the_words_at_the_top_stay_where_they_are(open_text):
    window = open_text(LONG)
    window.go_to("Paragraph 80")
    window.press("Shift+Right")
    page = window.window.page
    page.verticalScrollBar().setValue(page.verticalScrollBar().value() + 11)
    top = page.top_position()
    line = window.text[top:].split("\n")[0]

    def height() -> float:
        origin = page.viewport().mapTo(window.window, QPoint(0, 0)).y() - page.verticalScrollBar().value()
        return origin + page.baseline_of(window.text.index(line))

    was = height()
    replaced(path_of(window), "A new beginning.\n" * 30 + LONG.replace("Paragraph 3 tells", "Paragraph three speaks"))
    shows(window, path_of(window).read_text())
    assert abs(height() - was) < 1
    assert window.selected() == "Paragraph 80"


TABLE = "| a | b |\n|---|---|\n| c | {} |\n\n"
FAR = TABLE.format("d") + "".join(f"Paragraph {n} tells of Ada Lovelace and of what she wrote.\n\n" for n in range(900))


def test_a_page_that_is_filled_anew_shows_what_it_showed_until_it_is_there_again(open_text):
    window = open_text(FAR, "far.md")
    window.until(lambda: window.window.page.is_laid_out(len(window.text)))
    window.go_to("Paragraph 600")
    window.press("p")
    page = window.window.page
    page.verticalScrollBar().setValue(page.verticalScrollBar().value() + 7)
    was = page.baseline_of(window.text.index("Paragraph 600")) - page.verticalScrollBar().value()
    hold_still, calls = page.hold_still, []

    def spying(still: bool) -> None:
        calls.append((still, page.is_laid_out(window.text.index("Paragraph 600"))))
        hold_still(still)
        if still:
            window.press("Right Right g")  # which waits

    page.hold_still = spying
    new = TABLE.format("a changed cell") + FAR.partition("\n\n")[2]
    replaced(path_of(window), new)
    window.until(lambda: len(calls) == 2 and not window.bench.held.holds)
    assert calls == [(True, False), (False, True)] and page.updatesEnabled()
    assert page.baseline_of(window.text.index("Paragraph 600")) - page.verticalScrollBar().value() == pytest.approx(was)
    assert [words for _, words in window.mentions()] == ["Paragraph", "tells"]


def test_a_change_far_up_leaves_what_shows_as_it_is_to_the_pixel(open_text):
    window = open_text(FAR.partition("\n\n")[2], "far.md")
    page = window.window.page
    window.until(lambda: page.is_laid_out(len(window.text)))
    window.go_to("Paragraph 600")
    page.verticalScrollBar().setValue(page.verticalScrollBar().value() + 7)
    shown = QRect(0, 0, 700, 700)  # above the find bar, which goes
    document, before = page.document(), page.viewport().grab(shown).toImage()
    replaced(path_of(window), "# A *new* title\n\n" + path_of(window).read_text().replace("Paragraph 3 tells", "It"))
    window.until(lambda: window.text.startswith("A new title"))
    window.bench.finishing.now()
    assert page.document() is document  # nothing was laid out again
    assert window.text.startswith("Paragraph 600", window.bench.desk.caret)
    assert page.viewport().grab(shown).toImage() == before


def with_one_unsure_and_one_lost(open_text):
    window = open_text()
    window.select("Charles Babbage")
    window.press("p")
    window.select("the engine weaves patterns")
    window.press("u")
    window.saved()
    new = window.text.replace("Charles Babbage", "his friend").replace("weaves patterns", "can weave patterns")
    replaced(path_of(window), new)
    shows(window, new)
    return window


def test_what_is_unsure_or_lost_is_said_listed_and_settled_by_keys(open_text):
    window = with_one_unsure_and_one_lost(open_text)
    assert window.window.bar.text.endswith(": 1 unsure, 1 orphan.")
    assert [answer._answer.key for answer in window.window.bar.answers()] == ["!", "#", "Esc"]
    window.type("!")
    assert "once on “the engine weaves patterns”" in told(window)
    window.press("y")
    highlight = next(item for item in window.saved() if "Highlight" in item["type"])
    assert words_of(highlight) == ["the engine can weave patterns"]
    window.type("#")
    window.qtbot.wait(50)
    assert window.bench.context() == "list"
    (row,) = window.window.panel.below.rows.rows
    assert row.strong == "Charles Babbage" or "Charles Babbage" in str(row)
    window.press("Esc Esc")
    window.select("his friend")
    window.type("#")
    window.type("@")
    mention = next(item for item in window.saved() if "Mention" in item["type"])
    assert words_of(mention) == ["his friend"]


def test_an_entity_says_how_many_of_its_mentions_are_unsure_until_they_are_settled(open_text):
    window = open_text()
    window.select("Charles Babbage")
    window.press("p")
    window.saved()
    replaced(path_of(window), window.text.replace("Charles Babbage", "Charles B. Babbage"))
    shows(window, path_of(window).read_text())
    entities = window.window.panel.entities

    def row():
        window.window.panel.refresh()
        return entities.rows.rows[0]

    assert (row().detail, row().spoken) == ("1 unsure · 1", "Charles Babbage, Person, 1 mention, 1 unsure")
    window.type("!y")
    assert (row().detail, row().spoken) == ("1", "Charles Babbage, Person, 1 mention")


def test_the_status_line_says_which_keys_settle_the_row_that_is_chosen(open_text):
    window = with_one_unsure_and_one_lost(open_text)
    window.type("#")

    def hints():
        return [(hint.keys, hint.words) for hint in window.window.status.caps.hints][:2]

    window.press("Home")
    rows = window.window.panel.below.rows.rows
    said = {}
    for _ in range(len(rows)):
        window.qtbot.wait(1)
        said[window.window.panel.below.current_id] = hints()
        window.press("Down")
    anchors = {a.id: a.anchor for a in window.bench.session.annotations}
    settle = [(("y",), "accept its place"), (("z",), "reject it")]
    assert {anchors[key]: found for key, found in said.items()} == {
        Anchor.FUZZY: settle,
        Anchor.ORPHAN: [(("@",), "attach to what is selected"), (("Up", "Down"), "choose")],
    }


def test_rejected_by_key_in_the_list(open_text):
    window = open_text()
    window.select("the engine weaves patterns")
    window.press("u")
    window.saved()
    replaced(path_of(window), window.text.replace("weaves patterns", "can weave patterns"))
    shows(window, path_of(window).read_text())
    window.type("#z")
    (item,) = window.saved()
    assert words_of(item) == ["the engine weaves patterns"] and item["target"][0]["postil:rejected"]


def test_a_file_that_is_gone_is_said_and_taken_in_when_it_is_back(open_text):
    window = open_text()
    before = window.text
    path_of(window).unlink()
    window.until(lambda: window.window.bar.text == Fate.GONE)
    window.press("p")
    window.saved()  # in the data folder, as long as there is nothing to stand beside
    path_of(window).write_text(before)
    window.until(lambda: window.window.bar.text != Fate.GONE)
    path_of(window).unlink()
    window.until(lambda: window.bench.keeper.on_disk._said.fate is Fate.GONE)
    path_of(window).write_text("Hello.\n" + before)
    shows(window, "Hello.\n" + before)
    assert Fate.GONE not in window.window.bar.text
    window.select("London")
    window.press("l")
    window.until(lambda: len(window.on_disk()) == 2)
    assert window.mentions() == [("PER", "Ada"), ("LOC", "London")]


def test_a_renamed_article_is_gone_on_with_by_key(open_text):
    window = open_text()
    window.press("p")
    window.saved()
    window.bench.keeper.watch()
    window.qtbot.wait(400)
    old = path_of(window)
    old.rename(old.with_name("tale.txt"))
    window.until(lambda: "is called tale.txt now" in window.window.bar.text)
    window.press("F5")
    window.until(lambda: path_of(window).name == "tale.txt")
    assert window.window.windowTitle().startswith("tale.txt")
    window.bench.finishing.now()
    window.press("Right Right Right o")
    window.until(lambda: len(window.on_disk()) == 2)
    window.until(lambda: not old.with_name("story.txt.annotations.json").exists())


def watched(window) -> None:
    """The article's file is known, so that it is known again elsewhere."""
    window.bench.keeper.watch()
    window.until(lambda: window.bench.keeper.on_disk._file._node is not None)


@pytest.mark.parametrize("new", ["tale.txt", "elsewhere/story.txt"])
def test_an_article_moved_with_its_annotations_is_followed(open_text, folders, monkeypatch, new):
    """As `postil move` does it. What is removed from then on is removed there."""
    window = open_text()
    window.press("p Right Right p")
    window.saved()
    watched(window)
    old = path_of(window)
    target = old.parent / new
    target.parent.mkdir(exist_ok=True)
    move_article(old, target, window.bench.session.article.sha256, folders)
    window.press("k Delete")  # before anybody has noticed
    window.until(lambda: path_of(window) == target)
    assert told(window) == (
        "The article is called tale.txt now." if new == "tale.txt" else "The article is in the folder elsewhere now."
    )
    window.bench.finishing.now()
    assert len(window.saved()) == 1 and window.sidecar.parent == target.parent
    window.press("Ctrl+Z")
    window.until(lambda: len(window.on_disk()) == 2)
    window.press("k Delete")
    window.until(lambda: len(window.on_disk()) == 1)
    assert not old.with_name("story.txt.annotations.json").exists() and window.window.bar.text == ""
    assert not list((folders.data / "sidecars").rglob("*.json"))


def test_while_a_note_is_written_a_moved_article_waits(open_text, folders):
    window = open_text()
    window.press("p")
    window.saved()
    watched(window)
    window.press("t")
    window.type("half a no")
    old = path_of(window)
    move_article(old, old.with_name("tale.txt"), window.bench.session.article.sha256, folders)
    window.until(lambda: "The window follows it when what you are doing is done" in window.window.bar.text)
    window.type("te")
    window.press("Enter")
    window.until(lambda: path_of(window).name == "tale.txt")
    window.until(lambda: window.window.bar.text == "")
    (mention,) = window.saved()
    assert any(body.get("value") == "half a note" for body in mention["body"])


def test_an_open_note_is_waited_for(open_text):
    window = open_text()
    window.press("p t")
    window.type("half a no")
    session = window.bench.session
    replaced(path_of(window), "New.\n" + window.text)
    window.until(lambda: "when what you are doing is done" in window.window.bar.text)
    assert window.bench.session is session and window.window.is_open("note")
    window.type("te")
    window.press("Enter")
    shows(window, path_of(window).read_text())
    (mention,) = window.saved()
    assert any(body.get("value") == "half a note" for body in mention["body"])
    assert window.window.bar.text == ""


def test_jump_hints_are_waited_for(open_text):
    window = open_text()
    window.press("h")
    before = window.text
    replaced(path_of(window), "New.\n" + before)
    window.qtbot.wait(900)
    assert window.text == before
    window.press("Esc")
    shows(window, "New.\n" + before)


def test_what_another_program_writes_into_the_sidecar_is_shown_without_coming_back(open_text):
    window = open_text()
    window.press("p")
    document = json.loads((window.saved(), window.sidecar.read_text())[1])
    document["first"]["items"][0]["body"].append({"type": "TextualBody", "purpose": "commenting", "value": "theirs"})
    replaced(window.sidecar, json.dumps(document))
    window.until(lambda: next(iter(window.bench.session.annotations)).note == "theirs")
    window.press("Right Right o")
    assert len(window.saved()) == 2


def test_an_article_that_cannot_be_read_any_more_is_said_once(open_text):
    window = open_text()
    window.press("p")
    window.saved()
    before = window.text
    path_of(window).write_bytes(bytes(range(256)) * 20)
    window.until(lambda: "is not read again" in window.window.bar.text)
    assert window.text == before
    window.press("Esc")
    window.qtbot.wait(800)
    assert window.window.bar.text == ""
    path_of(window).write_text("Text again.\n" + before)
    shows(window, "Text again.\n" + before)


def test_zoom_and_panel_stay_as_they_are(open_text):
    window = open_text()
    window.bench.set_zoom(150)
    zoom, shown = window.window.look.zoom, window.window.panel_shown
    replaced(path_of(window), "New.\n" + window.text)
    shows(window, path_of(window).read_text())
    assert (window.window.look.zoom, window.window.panel_shown) == (zoom, shown)
