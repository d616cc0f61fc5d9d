"""Words in another language: where they are looked up, how they are counted, and what a catalogue may hold."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.app.wording.plurals import form
from reader.app.wording.tr import ENGLISH, Catalogue, catalogue, later, same_names, system_languages, told, tr, trn, use
from reader.errors import UserError, worded
from reader.sidecar.keeping.save_state import not_saved
from tests.app.said import known_counted, known_words

CATALOGUES = sorted((Path(__file__).parents[3] / "resources" / "i18n").glob("*.toml"))


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    yield
    use(ENGLISH)


def test_words_that_no_catalogue_has_are_english() -> None:
    assert tr("Saved") == "Saved" and tr("{n} of {all}", n=2, all=3) == "2 of 3"
    use(Catalogue("de", {"Saved": "Gespeichert", "{n} of {all}": "{n} von {all}"}))
    assert tr("Saved") == "Gespeichert" and tr("{n} of {all}", n=2, all=3) == "2 von 3"
    assert tr("Other") == "Other"


def test_a_catalogue_that_names_what_is_not_there_gives_english() -> None:
    use(Catalogue("de", {"{n} of {all}": "{x}", "a {n}": "{", "{n}": "{n!x}"}))
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
    assert catalogue("xx") == Catalogue("xx", {"Saved": "Zapped"})
    assert catalogue("yy") == catalogue("zz") == catalogue("../i18n/xx") == ENGLISH


def test_what_is_counted_has_the_form_of_its_number() -> None:
    assert trn("{count} mention", "{count} mentions", 1) == "1 mention"
    assert [trn("{count:,} mention", "{count:,} mentions", n) for n in (0, 2, 1200)] == [
        "0 mentions", "2 mentions", "1,200 mentions",
    ]  # fmt: skip
    use(Catalogue("pl", {}, {"{count} mentions of {name}": {"one": "{name}: raz", "few": "{name}: {count} razy-few",
                                                            "other": "{count} innych, {name}"}}))  # fmt: skip
    said = [trn("{count} mention of {name}", "{count} mentions of {name}", n, name="Ada") for n in (1, 3, 5)]
    assert said == ["Ada: raz", "Ada: 3 razy-few", "5 innych, Ada"]
    assert trn("{count} claim", "{count} claims", 1) == "1 claim"
    assert later("Claims") == "Claims"


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        # numbers as CLDR 44 gives them in the examples of each rule
        ("de", {"one": [1], "other": [0, 2, 11, 21, 100]}),
        ("fr", {"one": [0, 1], "other": [2, 17, 100]}),
        ("ru", {"one": [1, 21, 101], "few": [2, 3, 4, 22, 104], "many": [0, 5, 11, 12, 14, 19, 100, 111]}),
        ("sr_RS", {"one": [1, 21], "few": [2, 24], "other": [0, 5, 11, 12]}),
        ("pl", {"one": [1], "few": [2, 3, 4, 22], "many": [0, 5, 12, 19, 21, 100]}),
        ("cs", {"one": [1], "few": [2, 3, 4], "other": [0, 5, 10, 22]}),
        ("ar", {"zero": [0], "one": [1], "two": [2], "few": [3, 10, 103], "many": [11, 26, 111], "other": [100, 102]}),
        ("ja", {"other": [0, 1, 2]}),
    ],
)
def test_the_forms_of_numbers_are_those_of_cldr(language: str, forms: dict[str, list[int]]) -> None:
    assert all(form(language, n) == name for name, numbers in forms.items() for n in numbers)


def test_forms_in_a_catalogue_may_leave_out_the_number_and_nothing_else(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("reader.resources.resource", lambda name: tmp_path / name)
    (tmp_path / "i18n").mkdir()
    (tmp_path / "i18n" / "xx.toml").write_text(
        '[counted."{count} of {name}"]\none = "one of {name}"\nother = "{name}: {count}"\n'
        '[counted."{count} rows"]\nother = "{rows}"\n[counted."{count} tabs"]\none = "a tab"\n',
        encoding="utf-8",
    )
    assert catalogue("xx").counted == {"{count} of {name}": {"one": "one of {name}", "other": "{name}: {count}"}}


def problems(toml: str) -> list[str]:
    """What is wrong with a catalogue: what nothing says, other names in braces, a colon lost, words missing."""
    data = tomllib.loads(toml)
    words, counted = data.get("words", {}), data.get("counted", {})
    all_words, all_counted = known_words(), known_counted()
    found = [f"nothing says: {key}" for key in (*(words.keys() - all_words), *(counted.keys() - all_counted))]
    found += [f"missing: {key}" for key in (*(all_words - words.keys()), *(all_counted - counted.keys()))]
    found += [f"other names: {key}" for key, other in words.items() if not same_names(key, other)]
    found += [f"colon: {key}" for key, other in words.items() if key.count(": ") != other.count(": ")]
    return found + [f"no other form: {key}" for key, forms in counted.items() if "other" not in forms]


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.stem)
def test_a_catalogue_that_is_shipped_is_whole(file: Path) -> None:
    toml = file.read_text(encoding="utf-8")
    assert problems(toml) == []
    found = catalogue(file.stem)
    assert found.words.keys() == tomllib.loads(toml)["words"].keys()


def test_what_is_wrong_with_a_catalogue_is_found() -> None:
    found = problems(
        '[words]\n"Saved" = "Gesichert"\n"Sovad" = "x"\n"Tag as {label}" = "{x}"\n"Hold: {label}" = "{label}"'
    )
    assert {"nothing says: Sovad", "other names: Tag as {label}", "colon: Hold: {label}", "missing: Undo"} <= set(found)
    assert "missing: Saved" not in found and "missing: {count} mentions" in found


def test_in_english_nothing_is_read_for_it() -> None:
    code = (
        "import sys; from reader.app.wording.tr import tr, trn, use_system_language; use_system_language();"
        "tr('Saved'); trn('{count} row', '{count} rows', 2);"
        "sys.exit(bool({'tomllib', 'reader.app.wording.plurals', 'reader.resources', 'pathlib'} & sys.modules.keys()))"
    )
    environment = {"LANG": "en_GB.UTF-8", "PYTHONPATH": str(Path(__file__).parents[3])}
    assert subprocess.run([sys.executable, "-S", "-c", code], env=environment, check=False).returncode == 0


def test_what_went_wrong_is_said_in_the_users_language() -> None:
    held = UserError(
        worded("line {line}: {reason}", line=3, reason=worded("{name} is odd", name="x")), "it is a folder"
    )
    words = {"line {line}: {reason}": "Zeile {line}: {reason}", "{name} is odd": "{name} ist seltsam"}
    assert told(held) == "line 3: x is odd: it is a folder."
    use(Catalogue("de", words | {"it is a folder": "das ist ein Ordner"}))
    assert told(held) == "Zeile 3: x ist seltsam: das ist ein Ordner."
    assert told(UserError("{braces} stay", "x")) == "{braces} stay: x."


def test_how_safe_the_annotations_are_is_said_in_the_users_language_with_all_its_reasons() -> None:
    why = UserError(worded("{name} is not saved", name="x"), worded("folder is read-only"), "Try again")
    journal = UserError("The journal is not written", "the disk is full")
    status = not_saved(why, in_journal=False, no_journal=journal)
    only = "What you do is only in this window until it can be saved. {why}"
    english = only.format(why="The journal is not written: the disk is full.")
    assert status.message == f"x is not saved: folder is read-only. Try again. {english}"
    use(Catalogue("de", {"folder is read-only": "Ordner gesperrt", "{remedy}. {more}": "{remedy}! {more}",
                         "the disk is full": "Platte voll", only: "Nur hier: {why}"}))  # fmt: skip
    assert [told(each) for each in status.said] == [
        "x is not saved: Ordner gesperrt. Try again! Nur hier: The journal is not written: Platte voll."
    ]
