"""What two programs changed differently: seen in the window, and settled by keys."""

from __future__ import annotations

import json

import pytest

from reader.app.commands import commands_for
from reader.app.keyboard.hints import hints_for
from reader.app.keyboard.keymap import Keymap
from reader.app.panels.claim_rows import CardView, rows_of_claim
from reader.app.panels.rows import Said, Tab, row_of
from reader.app.panels.wanted import Wanted
from reader.app.wording.chip import chip_for
from reader.app.wording.telling import told_of

TEXT = "Ada wrote to Charles in London. The engine weaves patterns. He agreed."


@pytest.fixture
def both(on):
    """A window with one claim that another program has changed meanwhile, as this window did."""

    def make(ours: str, theirs: dict):
        keyboard = on(TEXT)
        keyboard.desk.page.select(TEXT.index("The engine"), TEXT.index(" He"))
        keyboard.press("c")
        keyboard.session.save()
        path = keyboard.session.store.path
        document = json.loads(path.read_text())
        document["first"]["items"][0]["claim"] |= theirs
        path.write_text(json.dumps(document))
        keyboard.press(ours)
        return keyboard

    return make


def record(keyboard) -> dict:
    keyboard.session.save()
    (found,) = json.loads(keyboard.session.store.path.read_text())["first"]["items"]
    return found


def said(keyboard) -> Said:
    return Said(keyboard.session.annotations, keyboard.desk.text, keyboard.session.tagset)


def test_both_values_are_kept_and_seen(both):
    keyboard = both("Shift+V f", {"verdict": "true", "check": "high"})
    saved = record(keyboard)
    assert saved["claim"] == {"verdict": "false", "check": "high"}
    assert saved["conflict"] == {"verdict": "true"}
    (claim,) = keyboard.session.annotations.claims
    assert "in conflict" in row_of(said(keyboard), Tab.CLAIMS, claim, 1).detail
    assert told_of(said(keyboard), claim).lines[-2:] == ("in conflict", "theirs: Verdict “True”")
    chip = chip_for(keyboard.desk, Keymap.of(commands_for(keyboard.session.tagset)))
    assert chip is not None and chip.commands == ("conflict.mine", "conflict.theirs", "annotation.open")
    test = Wanted(states=frozenset(["conflict"])).test(keyboard.session.annotations, keyboard.desk.text)
    assert test.fits(claim)
    keymap = Keymap.of(commands_for(keyboard.session.tagset))
    rows = rows_of_claim(claim, CardView(said(keyboard), keymap))
    at = next(n for n, row in enumerate(rows) if row.name == "In conflict: the other side says")
    assert (rows[at + 1].name, rows[at + 1].value) == ("Verdict", "True")
    assert [(hint.keys, hint.words) for hint in rows[at + 2].hints] == [(("<",), "keep mine"), ((">",), "take theirs")]
    assert [h.words for h in hints_for(keyboard.desk, keymap, "page")][:2] == ["keep mine", "take theirs"]


@pytest.mark.parametrize(("key", "verdict", "says"), [("<", "false", "Kept mine."), (">", "true", "Took theirs.")])
def test_either_is_taken_by_a_key_and_that_can_be_undone(both, key, verdict, says):
    keyboard = both("Shift+V f", {"verdict": "true"})
    assert "conflict" in record(keyboard)
    keyboard.desk.set_current(None)
    keyboard.press("Ctrl+Home %")
    assert keyboard.told[-1] == "Changed on two sides. Theirs: Verdict “True”"
    assert keyboard.caret_on == "The"
    keyboard.press(key)
    assert keyboard.told[-1] == says
    settled = record(keyboard)
    assert (settled["claim"]["verdict"], "conflict" in settled) == (verdict, False)
    keyboard.press("%")
    assert keyboard.told[-1] == "No annotation is in conflict."
    keyboard.press("Ctrl+Z")
    again = record(keyboard)
    assert (again["claim"]["verdict"], again["conflict"]) == ("false", {"verdict": "true"})


def test_where_nothing_is_in_conflict_it_says_so(on):
    keyboard = on(TEXT)
    keyboard.press("p <")
    assert keyboard.told[-1] == "There is nothing in conflict here."


@pytest.fixture
def with_record(on):
    """A window with one mention, whose record another program has made into this."""

    def make(change) -> object:
        keyboard = on(TEXT)
        keyboard.press("p")
        keyboard.session.save()
        path = keyboard.session.store.path
        document = json.loads(path.read_text())
        change(document)
        path.write_text(json.dumps(document))
        keyboard.session.refresh()
        keyboard.session.save()
        keyboard.press("Right Right u")  # something is saved by which that is taken in
        keyboard.session.save()
        keyboard.press("Ctrl+Home")
        return keyboard

    return make


def records(keyboard) -> list[dict]:
    keyboard.session.save()
    return json.loads(keyboard.session.store.path.read_text())["first"]["items"]


REVIEWED = {"by": "Eve", "grade": [1.50, None]}


@pytest.mark.parametrize(("key", "expected"), [("<", {"by": "Ada"}), (">", REVIEWED)])
def test_what_only_another_program_knows_is_settled_by_key_as_well(with_record, key, expected):
    def change(document):
        document["first"]["items"][0] |= {"x:reviewed": {"by": "Ada"}, "conflict": {"x:reviewed": REVIEWED}}

    keyboard = with_record(change)
    keyboard.press(f"% {key}")
    first = records(keyboard)[0]
    assert first["x:reviewed"] == expected and "conflict" not in first
    keyboard.press("Ctrl+Z")
    assert records(keyboard)[0]["x:reviewed"] == {"by": "Ada"}
    assert records(keyboard)[0]["conflict"] == {"x:reviewed": REVIEWED}
    keyboard.press("Ctrl+Y t")
    keyboard.type("seen")
    keyboard.press("Enter")
    assert records(keyboard)[0]["x:reviewed"] == expected and "conflict" not in records(keyboard)[0]


@pytest.mark.parametrize(("key", "expected"), [("<", "mine"), (">", "theirs")])
def test_so_is_a_record_that_is_none_of_ours(with_record, key, expected):
    foreign = {
        "id": "urn:x", "type": "Annotation", "motivation": "bookmarking", "body": "mine",
        "conflict": {"body": "theirs"},
        "target": {"source": "article.txt", "selector": {"type": "TextPositionSelector", "start": 4, "end": 9}},
    }  # fmt: skip

    def change(document):
        foreign["target"]["source"] = document["article"]["name"]
        document["first"]["items"].append(foreign)

    keyboard = with_record(change)
    assert next(item for item in records(keyboard) if item["id"] == "urn:x") == foreign
    keyboard.press(f"% {key}")
    settled = next(item for item in records(keyboard) if item["id"] == "urn:x")
    assert settled == {name: v for name, v in foreign.items() if name != "conflict"} | {"body": expected}


@pytest.mark.parametrize(("key", "expected"), [("<", "mine"), (">", "theirs")])
def test_so_is_what_a_stranger_wrote_into_an_entity(with_record, key, expected):
    def change(document):
        document["entities"][0] |= {"x:id": "mine", "conflict": {"x:id": "theirs"}}

    keyboard = with_record(change)
    keyboard.press(f"% {key}")
    keyboard.session.save()
    (entity,) = json.loads(keyboard.session.store.path.read_text())["entities"]
    assert entity["x:id"] == expected and "conflict" not in entity


def test_what_both_sides_say_alike_is_in_conflict_no_more_and_goes_with_the_next_save(with_record):
    def change(document):
        document["first"]["items"][0] |= {"note": "x", "conflict": {"tag": "PER", "note": "x"}}
        document["entities"][0]["conflict"] = {"name": "Ada"}

    keyboard = with_record(change)
    first, _ = records(keyboard)
    assert first["conflict"] == {"note": "x"}, "a note of the record is none of ours"
    keyboard.press("% <")
    assert all("conflict" not in one for one in records(keyboard))
    (entity,) = json.loads(keyboard.session.store.path.read_text())["entities"]
    assert "conflict" not in entity
