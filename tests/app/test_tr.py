"""Words in another language: where they are looked up, what a catalogue may hold, and what a window says with one."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.annotations.tagset_file import default_tagset
from reader.app import tr as words
from reader.app.commands import commands_for
from reader.app.commands.registry import fixed_commands
from reader.app.menus import MENUS
from reader.app.tr import catalogue, same_names, system_languages, tr, use

APP = Path(words.__file__).parent
# Files whose sentences all go through `tr` by now. The others follow; none is taken off this list.
DONE = ("commands/copying.py", "place.py", "menus.py", "hints.py")
SPEAKING = {
    "tell",
    "say",
    "pick",
    "setText",
    "setAccessibleName",
    "setToolTip",
    "setPlaceholderText",
    "Hint",
    "ask_note",
}


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    yield
    use({})


def test_words_that_no_catalogue_has_are_english() -> None:
    assert tr("Saved") == "Saved" and tr("{n} of {all}", n=2, all=3) == "2 of 3"
    use({"Saved": "Gespeichert", "{n} of {all}": "{n} von {all}"})
    assert tr("Saved") == "Gespeichert" and tr("{n} of {all}", n=2, all=3) == "2 von 3"
    assert tr("Other") == "Other"


def test_a_catalogue_that_names_what_is_not_there_gives_english() -> None:
    use({"{n} of {all}": "{x}", "a {n}": "{", "{n}": "{n!x}"})
    assert tr("{n} of {all}", n=2, all=3) == "2 of 3"
    assert tr("a {n}", n=1) == "a 1"
    assert not same_names("{n} of {all}", "{n}") and not same_names("a", "{")
    assert same_names("{n} of {all}", "{all}/{n}")


def test_the_system_says_which_language_as_for_gettext() -> None:
    assert system_languages({"LANG": "de_AT.UTF-8"}) == ["de_AT", "de"]
    assert system_languages({"LANGUAGE": "sr@latin:uk", "LANG": "de"}) == ["sr", "uk"]
    assert system_languages({"LC_ALL": "C.UTF-8", "LANG": "de"}) == ["C"]
    assert system_languages({}) == []


def test_a_catalogue_is_one_file_and_what_is_wrong_in_it_is_left_out(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("reader.resources.resource", lambda name: tmp_path / name)
    (tmp_path / "i18n").mkdir()
    (tmp_path / "i18n" / "xx.toml").write_text(
        '[words]\n"Saved" = "Zapped"\n"{n} of {all}" = "{n}"\n"Find" = 7\n', encoding="utf-8"
    )
    (tmp_path / "i18n" / "yy.toml").write_text("[words\n", encoding="utf-8")
    assert catalogue("xx") == {"Saved": "Zapped"}
    assert catalogue("yy") == catalogue("zz") == catalogue("../i18n/xx") == {}


def literals(node: ast.AST) -> Iterator[str]:
    """Words with letters below a node that no `tr` is around."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "tr":
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and any(map(str.isalpha, node.value)):
        yield node.value
    if isinstance(node, (ast.Lambda, ast.Compare, ast.Subscript)):
        return
    for child in ast.iter_child_nodes(node):
        yield from literals(child)


def missed(source: str) -> list[str]:
    """What is said to the user in this source without `tr`."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            said = node.args[1:] if name == "Hint" else node.args[:1]
            if name in SPEAKING:
                found += [text for argument in said for text in literals(argument)]
    return found


def test_the_walk_through_the_sources_finds_what_misses_tr() -> None:
    assert missed('ui.tell("Gone.")') == ["Gone."]
    assert missed('ui.tell(f"{n} gone.")') == [" gone."]
    assert missed('ui.tell(tr("Gone."))') == missed('Hint(("Esc",), tr("back"))') == []
    assert missed('Hint(("Esc",), "back")') == ["back"]


@pytest.mark.parametrize("name", DONE)
def test_files_that_are_done_say_nothing_without_tr(name: str) -> None:
    assert missed((APP / name).read_text(encoding="utf-8")) == []


class Pseudo(dict[str, str]):
    """A language that has all words, in brackets."""

    def get(self, key: str, default: object = None) -> str:
        return f"⟦{key}⟧"


def test_in_another_language_menus_keys_and_status_line_speak_it(open_text) -> None:
    use(Pseudo())
    window = open_text()
    bar = window.window.menuBar()
    assert [action.text() for action in bar.actions()] == [f"&⟦{name}⟧" for name in MENUS]
    titles = {c.id: c.title for c in commands_for(default_tagset())}
    assert all(titles[c.id] == f"⟦{c.title}⟧" for c in fixed_commands())
    assert titles["tag.PER"] == "⟦Tag as Person⟧"
    assert window.window.status.word == "⟦Saved⟧"
    window.press("Right")
    assert window.bench.follow.places.say(0).startswith("⟦Paragraph 1 of ")
    window.press("Ctrl+Shift+C")
    assert window.bench.follow._told.startswith("⟦Nothing is selected")
