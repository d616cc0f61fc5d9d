"""Settings in a running Postil: at once in all windows, soon in their file, and never over a broken one."""

from __future__ import annotations

import pytest

from reader.app.preferences.settings_keeper import SettingsKeeper, write_settings
from reader.errors import UserError
from reader.settings import Settings, read_settings


def test_one_line_is_written_and_the_rest_of_the_file_stays(tmp_path):
    config = tmp_path / "config"
    keeper = SettingsKeeper(config)
    keeper.change("creator", "Ann  Lee")
    keeper.wait()
    assert (config / "settings.toml").read_bytes() == b'creator = "Ann Lee"\n'
    (config / "settings.toml").write_bytes(b'# mine\r\nspeed = 2\r\ncreator = "x"\r\n')
    keeper.change("creator", "")
    keeper.wait()
    assert (config / "settings.toml").read_bytes() == b'# mine\r\nspeed = 2\r\ncreator = ""\r\n'


def test_many_changes_in_a_row_all_arrive(tmp_path):
    keeper = SettingsKeeper(tmp_path)
    seen = []
    keeper.listen(lambda before, after: seen.append((before.text_size, after.text_size)))
    for size in (19, 20, 20, 21):
        keeper.change("text_size", size)
        keeper.change("panel", size % 2 == 0)
    keeper.wait()
    assert [pair for pair in seen if pair[0] != pair[1]] == [(18, 19), (19, 20), (20, 21)]
    assert read_settings(tmp_path).settings == keeper.now == Settings(text_size=21, panel=False)


def test_a_broken_file_is_left_alone(tmp_path):
    (tmp_path / "settings.toml").write_text("creator = ", encoding="utf-8")
    with pytest.raises(UserError, match=r"settings\.toml"):
        write_settings(tmp_path / "settings.toml", {"creator": "Ann Lee"})
    keeper = SettingsKeeper(tmp_path)
    told = []
    keeper.tell = told.append
    keeper.change("text_size", 24)
    keeper.wait()
    assert keeper.now.text_size == 24
    assert (tmp_path / "settings.toml").read_text(encoding="utf-8") == "creator = "
    assert "holds until Postil ends" in told[0] and "line 1" in told[0]


def test_a_value_that_cannot_be_used_is_told_and_changes_nothing(tmp_path):
    keeper = SettingsKeeper(tmp_path)
    told = []
    keeper.tell = told.append
    keeper.change("text_size", 400)
    keeper.wait()
    assert told == ["Text_size must be from 12 to 40."]
    assert keeper.now == Settings() and not (tmp_path / "settings.toml").exists()


def test_what_others_write_is_taken_in(tmp_path):
    keeper = SettingsKeeper(tmp_path)
    seen, told = [], []
    keeper.listen(lambda _before, after: seen.append(after))
    keeper.tell = told.append
    assert keeper.now == Settings()
    (tmp_path / "settings.toml").write_text("zoom = 150\npanel = 3\n", encoding="utf-8")
    keeper.look()
    while keeper._looker is not None:
        pass
    assert seen == [Settings(zoom=150)] and "panel must be" in told[0]
    (tmp_path / "settings.toml").write_text("zoom = ", encoding="utf-8")
    keeper.look()
    while keeper._looker is not None:
        pass
    assert keeper.now == Settings(zoom=150) and len(told) == 2  # half written: what held still holds


def test_the_name_goes_into_the_next_annotation_and_the_settings(open_text, folders):
    window = open_text()
    window.bench.run("settings.name")
    window.type("Ann Lee")
    window.press("Enter p")
    (item,) = window.saved()
    assert item["creator"] == {"type": "Person", "name": "Ann Lee"}
    window.until(lambda: read_settings(folders.config).settings.creator == "Ann Lee")


def test_a_theme_holds_in_all_windows_and_is_remembered(open_text, folders, postil):
    one, two = open_text(), open_text(name="other.txt")
    two.bench.run("view.theme.dark")
    assert [bench.window.look.theme.name for bench in postil.benches] == ["dark", "dark"]
    three = open_text(name="third.txt")
    assert three.window.look.theme.name == "dark"
    assert one.bench.desk.settings.theme == "dark"
    postil.settings.wait()
    assert read_settings(folders.config).settings.theme == "dark"
    one.bench.run("view.theme.system")
    assert three.window.look.theme.name == "light"
