"""The user's own themes: offered where the shipped ones are, refused with file, line and reason, followed live."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from reader.app.look.theme import THEMES
from reader.app.look.themes import read_theme, read_themes
from reader.app.preferences.settings_keeper import SettingsKeeper
from reader.app.start.application import system_theme
from reader.errors import UserError
from reader.resources import resource

DARK = resource("themes/dark.toml").read_text("utf-8")
NIGHT = DARK.replace('label = "Dark"', 'label = "Night shift"').replace('"#1C1B1A"  # behind', '"#101418"  # behind')


def own(config, text: str, name: str = "night.toml") -> None:
    (config / "themes").mkdir(parents=True, exist_ok=True)
    (config / "themes" / name).write_text(text, encoding="utf-8")


def test_one_is_read_under_the_name_of_its_file(tmp_path):
    own(tmp_path, NIGHT)
    found = read_themes(tmp_path)
    assert found.warnings == () and found.themes["night"].page == "#101418"
    assert list(found.labels()) == ["system", *THEMES, "night"] and found.labels()["night"] == "Night shift"
    assert found.use("night", "light").name == "night"
    assert [found.use(name, "light").name for name in ("sepia", "system", "gone")] == ["sepia", "light", "light"]


@pytest.mark.parametrize(
    ("change", "line", "reason"),
    [
        (('label = "Dark"', "label = 3"), 6, "label must be a text"),
        (("dark = true", 'dark = "yes"'), 7, "dark must be true or false"),
        (('ink      = "#DAD6CE"', 'ink      = "white"'), 15, "ink must be a colour"),
        (('ink      = "#DAD6CE"', 'ink      = "#777777"'), 15, "ink on page has a contrast of 3.8"),
        (('soft     = "#A39D93"', 'soft     = "#555555"'), 16, "soft on page has a contrast of"),
        (('[types.PER]\nline = "#318EC3"', '[types.PER]\nline = "#222233"'), 29, "the line of PER on page"),
        (("[types.UNKNOWN]", "[types.SOMETHING]"), 1, "there is no table [types.UNKNOWN]"),
        (("[colours]", "[colors]"), 1, "there is no table [colours]"),
        (("[colours]", "[colours"), 10, ""),
    ],
)  # fmt: skip
def test_a_broken_one_is_refused_with_file_line_and_reason(tmp_path, change, line, reason):
    assert change[0] in DARK
    own(tmp_path, DARK.replace(*change))
    with pytest.raises(UserError) as caught:
        read_theme(tmp_path / "themes" / "night.toml")
    assert "night.toml" in str(caught.value) and f"line {line}" in str(caught.value) and reason in str(caught.value)
    assert read_themes(tmp_path).themes == {}


def test_the_name_of_a_shipped_one_cannot_be_taken(tmp_path):
    own(tmp_path, NIGHT, "sepia.toml")
    assert "shipped" in str(read_themes(tmp_path).warnings[0])


def test_in_the_window_it_is_a_command_and_is_remembered(open_text, folders, qtbot):
    from reader.app.article.opening import Reading
    from reader.app.start.application import Postil
    from tests.app.conftest import drive

    own(folders.config, NIGHT)
    postil = Postil(folders)
    (folders.config / "a.txt").write_text("Ada wrote.")
    window = drive(qtbot, postil, Reading.of(folders.config / "a.txt", folders))
    assert window.bench.tools.titles["view.theme.night"] == "Theme: Night shift"
    window.bench.run("view.theme.night")
    assert window.window.look.theme.page == "#101418"
    own(folders.config, NIGHT.replace("#101418", "#181410"))  # edited meanwhile
    postil.settings.look()
    window.until(lambda: window.window.look.theme.page == "#181410")
    own(folders.config, NIGHT.replace("#101418", "#EEEEEE"))
    postil.settings.look()
    window.until(lambda: window.window.look.theme.name == "light")
    assert "contrast" in window.window.bar.text
    window.window.close()


def test_a_theme_and_a_face_that_are_not_there_are_said(folders, qtbot):
    from reader.app.start.application import Postil

    folders.config.mkdir(parents=True)
    (folders.config / "settings.toml").write_text('zoom = 110\nface = "Nothing Like It"\ntheme = "gone"\n')
    other = Postil(folders)
    bench = other.show_empty()
    said = []
    other.settings.tell = said.append
    bench.finishing.now()
    bench.finishing.now()
    assert 'line 2: no face is called "Nothing Like It" here' in said[0] and "settings.toml" in said[0]
    assert 'line 3: no theme is called "gone" here' in said[1] and len(said) == 2
    assert bench.window.look.theme.name == system_theme()
    bench.window.close()


def test_the_keys_command_lists_it(tmp_path):
    config = tmp_path / "config" / "postil"
    own(config, NIGHT)
    own(config, "label = ", "broken.toml")
    (config / "settings.toml").write_text('arrows = "characters"\n')
    env = {"XDG_CONFIG_HOME": str(tmp_path / "config"), "HOME": str(tmp_path), "PYTHONPATH": ":".join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-m", "reader", "keys", "--json"], env=env, capture_output=True, text=True, check=True
    )
    rows = {row["id"]: row for row in json.loads(done.stdout)}
    assert rows["view.theme.night"]["title"] == "Theme: Night shift"
    assert "broken.toml" in done.stderr
    assert (rows["move.cluster.right"]["keys"], rows["move.right"]["keys"]) == (["Right"], ["Alt+Right"])


def test_the_system_s_wish_for_contrast_goes_first(monkeypatch):
    class Hints:
        def __init__(self, scheme, contrast):
            self._scheme, self._contrast = scheme, contrast

        def colorScheme(self):  # noqa: N802
            return self._scheme

        def accessibility(self):
            return self

        def contrastPreference(self):  # noqa: N802
            return self._contrast

    scheme, wish = Qt.ColorScheme, getattr(Qt, "ContrastPreference", None)
    if wish is None:
        pytest.skip("Qt tells it since 6.10")
    for given, expected in (
        ((scheme.Dark, wish.NoPreference), "dark"), ((scheme.Unknown, wish.NoPreference), "light"),
        ((scheme.Dark, wish.HighContrast), "contrast"), ((scheme.Light, wish.HighContrast), "contrast"),
    ):  # fmt: skip
        monkeypatch.setattr(QGuiApplication, "styleHints", staticmethod(lambda given=given: Hints(*given)))
        assert system_theme() == expected


def test_the_window_follows_the_system_while_it_is_open(open_text, qtbot, postil, monkeypatch):
    window = open_text()
    monkeypatch.setattr("reader.app.start.application.system_theme", lambda: "dark")
    postil._hooks = postil._hooks._replace(system_theme=lambda: "dark")
    window.bench.hooks = postil._hooks
    postil._colours_changed()
    assert window.window.look.theme.name == "dark"
    window.bench.run("view.theme.sepia")
    postil._colours_changed()
    assert window.window.look.theme.name == "sepia"


def test_without_a_folder_there_are_none(tmp_path):
    assert SettingsKeeper(tmp_path / "none").themes.themes == {}
