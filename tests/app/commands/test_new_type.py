"""A new entity type made in the window, by real keys; judged by the file that it stands in and by what it tags."""

from __future__ import annotations

import threading

import pytest

from reader.annotations.tagset_file import find_tagset
from reader.resources import resource

DEFAULT = resource("tagsets/default.toml").read_text(encoding="utf-8")


def make(window, *answers: str) -> None:
    """Give the command and answer what it asks: an empty answer takes what is offered."""
    window.bench.run("type.new")
    for answer in answers:
        if answer:
            window.type(answer)
        window.press("Enter")


def settled(window) -> None:
    """Wait until the writer has ended and its word has come."""
    for thread in threading.enumerate():
        if thread.name == "postil-tagset":
            thread.join(10)
    window.qtbot.wait(30)


def test_it_is_kept_in_a_copy_of_the_default_and_holds_at_once(open_text, folders):
    window = open_text()
    make(window, "Vessel")
    assert window.window.note.field.toPlainText() == "VESSEL"
    window.press("Enter")
    key = window.window.note.field.toPlainText()
    window.press("Enter")
    assert window.window.picker.isVisible()
    window.press("Enter")
    settled(window)
    file = folders.config / "tagset.toml"
    assert window.window.status.place == f"Vessel is a type now: {key} tags it. It stands in {file}."
    text = file.read_text(encoding="utf-8")
    assert text.startswith(DEFAULT) and 'id="VESSEL"' in text.removeprefix(DEFAULT)
    window.window.focus_page()
    window.press(f"Ctrl+Home {key}")
    assert window.mentions() == [("VESSEL", "Ada")]
    tag = next(m for m in window.window.menuBar().actions() if m.text() == "&Tag").menu()
    assert f"Tag as Vessel\t{key}" in [action.text() for action in tag.actions()]
    assert window.bench.session.tagset.type("VESSEL").underline == "dash"


def test_a_tag_set_beside_the_article_is_made_longer_and_stays_as_it_is(open_text, folders, tmp_path):
    beside = tmp_path / "tagset.toml"
    mine = DEFAULT.replace('label="Person"', 'label="Human being"').replace("\n", "\r\n") + "# mine"
    beside.write_bytes(mine.encode())
    window = open_text()
    make(window, "Vessel", "", "", "")
    settled(window)
    assert beside.read_bytes().startswith(mine.encode())
    assert not (folders.config / "tagset.toml").exists()
    found = find_tagset(tmp_path / "story.txt", folders.config, folders.home)
    assert found.tagset.by_id["VESSEL"].label == "Vessel" and found.tagset.by_id["PER"].label == "Human being"


def test_clashes_are_refused_with_a_sentence_and_asked_for_again(open_text, folders):
    window = open_text()
    make(window, "Person")
    assert "There is a type called Person already." in window.window.note._title.text()
    window.type("Vessel")
    window.press("Enter")
    window.type("PER")
    window.press("Enter")
    assert "PER is the id of Person already." in window.window.note._title.text()
    window.type("VES")
    window.press("Enter")
    window.type("p")
    window.press("Enter")
    assert "“p” tags Person already." in window.window.note._title.text()
    window.press("Esc")
    assert window.window.page_has_focus and not (folders.config / "tagset.toml").exists()


@pytest.mark.parametrize("broken", ["[[entity]\n", 'schema="tagset/1"\nid="x"\n[[entity]]\nid="A"\nkey="AA"\n'])
def test_a_broken_file_is_never_written_over(open_text, folders, broken):
    folders.config.mkdir(parents=True)
    file = folders.config / "tagset.toml"
    file.write_text(broken, encoding="utf-8")
    window = open_text()
    assert str(file) in window.window.bar.text and "line" in window.window.bar.text
    assert "The default tag set is used instead" in window.window.bar.text
    make(window, "Vessel", "", "", "")
    settled(window)
    assert file.read_text(encoding="utf-8") == broken
    assert "is broken" in window.window.status.place and "VESSEL" not in window.bench.session.tagset.by_id


def test_types_written_in_one_line_are_refused_with_the_reason(open_text, tmp_path):
    beside = tmp_path / "tagset.toml"
    text = 'schema = "tagset/1"\nid = "x"\nentity = [{id="A", key="9"}]\n'
    beside.write_text(text, encoding="utf-8")
    window = open_text()
    make(window, "Vessel", "", "", "")
    settled(window)
    assert "[[entity]] tables" in window.window.status.place and beside.read_text(encoding="utf-8") == text


def test_a_file_that_came_meanwhile_is_not_written_over(open_text, folders, monkeypatch):
    from reader.app.preferences import type_keeper

    window = open_text()
    written = type_keeper.write_durably

    def late(path, data, **options):
        path.write_text("somebody else's", encoding="utf-8")
        return written(path, data, **options)

    monkeypatch.setattr(type_keeper, "write_durably", late)
    make(window, "Vessel", "", "", "")
    settled(window)
    assert (folders.config / "tagset.toml").read_text(encoding="utf-8") == "somebody else's"
    assert "changed meanwhile" in window.window.status.place
