"""Uncertain places and orphans, settled by keys alone."""

from __future__ import annotations

import json

import pytest

from reader.app.commands import commands_for
from reader.app.keyboard.hints import hints_for
from reader.app.keyboard.keymap import Keymap
from reader.app.panels.rows import Said, Tab, row_of
from reader.app.wording.chip import chip_for
from reader.folders import Folders
from reader.session import Session, read_article

OLD = (
    "Ada wrote to Charles in London. The engine weaves patterns just as the loom does, as she said in her notes, and "
    "he agreed. Turin was far away, and nobody there had heard of it."
)
NEW = OLD.replace("Charles", "his friend").replace(", and he agreed", "")


@pytest.fixture
def changed(on, tmp_path):
    """An article whose words were changed after a claim of two fragments and a mention were made."""

    def make(new: str = NEW):
        keyboard = on(OLD)
        keyboard.desk.page.select(OLD.index("Charles"), OLD.index("Charles") + 7)
        keyboard.press("p")
        keyboard.desk.page.select(OLD.index("The engine"), OLD.index(" just as"))
        keyboard.press("c")
        keyboard.desk.page.select(OLD.index("he agreed"), OLD.index("he agreed") + 9)
        keyboard.press(",")
        keyboard.session.close()
        (tmp_path / "a.txt").write_text(new)
        return type(keyboard)(Session(read_article(tmp_path / "a.txt", Folders.under(tmp_path / "home"))))

    return make


def on_disk(keyboard) -> list[dict]:
    keyboard.session.save()
    return json.loads(keyboard.session.store.path.read_text())["first"]["items"]


def test_the_next_uncertain_one_is_gone_to_and_accepted(changed):
    keyboard = changed()
    keyboard.press("!")
    assert keyboard.told[-1] == "Uncertain claim, once on “he agreed”: right or wrong?"
    assert keyboard.caret_on == "The"
    keyboard.press("y")
    assert keyboard.told[-1] == "Accepted."
    assert [len(item["target"]) for item in on_disk(keyboard) if "Claim" in item["type"]] == [1]
    keyboard.press("!")
    assert keyboard.told[-1] == "No annotation is uncertain. 1 is an orphan, whose words are gone."
    keyboard.press("Ctrl+Z")
    assert keyboard.told[-1] == "Undone: Accept the place of claim."
    assert sum(len(item["target"]) for item in on_disk(keyboard) if "Claim" in item["type"]) == 2


def test_on_an_uncertain_one_the_keys_that_settle_it_are_named(changed):
    keyboard = changed()
    keyboard.press("!")
    keymap = Keymap.of(commands_for(keyboard.session.tagset))
    words = {hint.words: hint.keys for hint in hints_for(keyboard.desk, keymap, "page")}
    assert (words["accept its place"], words["reject it"]) == (("y",), ("z",))


def test_a_rejected_one_is_an_orphan_and_stays_one(changed, tmp_path):
    keyboard = changed()
    keyboard.press("! z")
    assert keyboard.told[-1] == "Rejected: it is an orphan now."
    keyboard.session.close()
    again = Session(read_article(tmp_path / "a.txt", Folders.under(tmp_path / "home")))
    assert [a.anchor for a in again.annotations] == ["orphan", "orphan"]


def test_an_orphan_is_put_on_the_selection_the_likeliest_first(changed):
    keyboard = changed()
    keyboard.press("! z")
    keyboard.at("his friend")
    keyboard.press("Shift+Right @")
    assert keyboard.selected == "his friend"
    question = keyboard._question
    assert [choice.words for choice in question.choices] == ["Charles", "The engine weaves patterns … he agreed"]
    keyboard.press("1")
    assert keyboard.told[-1] == "Attached to “his friend”."
    (mention,) = [item for item in on_disk(keyboard) if "Mention" in item["type"]]
    assert mention["target"][0]["selector"][0]["exact"] == "his friend"
    keyboard.press("Ctrl+Z")
    assert keyboard.told[-1] == "Undone: Attach Person."


def test_the_fragments_of_a_claim_are_attached_one_by_one(changed):
    keyboard = changed()
    keyboard.press("! z")
    keyboard.at("Turin").press("Shift+Right @")
    keyboard.type("engine")
    assert keyboard.told[-1] == "Attached to “Turin was”. 1 of its fragments is still lost."


def test_where_there_is_nothing_to_settle_that_is_said(on):
    keyboard = on("Ada wrote.")
    keyboard.press("! y z @")
    assert keyboard.told == [
        "No annotation is uncertain.",
        "There is nothing uncertain here.",
        "There is nothing uncertain here.",
        "There is no orphan: all annotations stand on words.",
    ]


def test_the_chip_and_the_row_of_an_uncertain_claim_say_so_and_how_it_is_settled(changed):
    keyboard = changed()
    keyboard.press("!")
    chip = chip_for(keyboard.desk, Keymap.of(commands_for(keyboard.session.tagset)))
    assert chip is not None and chip.commands == ("anchor.accept", "anchor.reject", "anchor.next")
    annotations = keyboard.session.annotations
    (claim,) = annotations.claims
    row = row_of(Said(annotations, keyboard.desk.text, keyboard.session.tagset), Tab.CLAIMS, claim, 1)
    assert row.detail == "unsure · no speaker"
