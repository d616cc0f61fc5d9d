"""Every sentence of the window goes through `tr`: no file says words to a user that a catalogue could not change."""

from __future__ import annotations

import pytest

from tests.app.said import (
    APP,
    composed,
    composed_below,
    known_words,
    labels_below,
    missed,
    problems_below,
    said_through,
    sources,
)

# What looks like words and is none that a catalogue could change, by file; a file with an empty set is spared whole.
SPARED: dict[str, tuple[str, set[str]]] = {
    "start/application.py": ("names that Qt is given", {"Fusion", "Postil"}),
    "start/crash.py": ("a report is read by whoever mends the program", {"Postil {}, Python {}, {}", "{}, thread {}"}),
    "commands/facts.py": ("a name", {"Markdown"}),
    "commands/lists.py": ("title of a fixed command, looked up when it is shown", {"List what is: {}"}),
    "commands/claim_rows.py": (
        "titles of fixed commands, looked up when they are shown",
        {"Evidence: {}", "archived copy", "its words"},
    ),
    "commands/conflicts.py": ("titles of fixed commands, looked up when they are shown", {"Keep mine", "Take theirs"}),
    "commands/view.py": ("title of a fixed command, looked up when it is shown", {"Theme: {}"}),
    "look/fonts.py": ("names of faces and styles, and a text that is measured", set()),
    "replay/headless.py": ("speaks on stdout and stderr to whoever plays keys without a window", set()),
    "look/look.py": ("a style sheet", set()),
    "look/plain_tip.py": ("how words are set", {'<span style="white-space: pre-wrap">{}</span>'}),
    "article/opening.py": ("a path that is never shown", {"no article"}),
    "panels/review.py": ("names of keys", {"{}  Enter", "{}  Esc"}),
    "wording/versions.py": (
        "how a time is written, the same in the window and for scripts",
        {"%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M:%S.%f"},
    ),
    "start/platform_failing.py": ("the name of a folder", {"Qt"}),
    "commands/tabs.py": ("a menu's path, whose parts are looked up when it is shown", {"Article/Tabs and windows"}),
    "start/signatures.py": ("code that stands in the place of PySide's, and its errors", set()),
    "look/theme.py": ("names of colours in a theme's file", set()),
}


def test_the_walk_through_the_sources_finds_what_misses_tr() -> None:
    assert missed('ui.tell("Gone.")') == missed('x = "Gone."') == ["Gone."]
    assert missed('ui.tell(f"{n} gone.")') == missed('x = f"{n} gone."') == ["{} gone."]
    assert missed('ui.tell("gone" if x else tr("here"))') == ["gone"]
    assert missed('Hint(("Esc",), "back")') == ["back"]
    assert missed('def f(title="All of it"): pass') == ["All of it"]
    assert missed('STATES = {"a": "On its words"}') == ["On its words"]
    assert missed('ui.tell(tr("Gone."))') == missed('Hint(("Esc",), tr("back"))') == []
    assert missed('"""A docstring of words."""\nraise ValueError("no such thing")') == []
    assert missed('f"tag.{t.id}"; f"Shift+F {key}"; "Ctrl+Shift+Z"; "entity-card"; "Esc"') == []


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(APP)))
def test_no_file_says_words_without_tr(path) -> None:
    spared = SPARED.get(path.relative_to(APP).as_posix())
    if spared is not None and not spared[1]:
        return
    assert set(missed(path.read_text(encoding="utf-8"))) - (spared[1] if spared else set()) == set()


def test_what_is_spared_is_still_there() -> None:
    for name, (_why, texts) in SPARED.items():
        assert texts <= set(missed((APP / name).read_text(encoding="utf-8"))), name


def test_all_words_that_a_catalogue_may_hold_are_found() -> None:
    words = known_words()
    assert {"Saved", "Undo", "View", "Hide on the page", "Text size", "There is no claim here."} <= words
    assert {"Rename", "Remove fragment", "Highlight"} <= labels_below() <= words
    assert "{count} mentions" in said_through("trn", 1)


def test_what_goes_wrong_below_is_said_by_templates_that_a_catalogue_may_hold() -> None:
    assert {"{name} cannot be opened", "it is a folder", "Nothing was changed"} <= problems_below() <= known_words()
    assert {"folder is read-only", "{name} is not valid JSON ({error})"} <= problems_below()
    assert composed_below() == {}


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ('raise UserError(f"{name} is gone", why)', 1),
        ('raise UserError(what, remedy=f"a {b}" if b else "c")', 1),
        ('def f():\n    what = f"{name} is gone" if name else ""\n    raise BrokenSidecarError(what)', 1),
        ('def f():\n    path = f"{name}.json"\n    raise UserError(worded("{name} is gone", name=path))', 0),
        ('raise UserError(worded("{time} is no time", time=f"{time:%H}"))', 0),
    ],
)
def test_what_no_catalogue_can_hold_is_found(source: str, count: int) -> None:
    assert composed(source) == count
