"""The name that annotations carry: asked for in the window, kept in the settings, written into the sidecar."""

from __future__ import annotations

import pytest

from reader.app.author import keep_creator
from reader.errors import UserError
from reader.settings import read_settings


def test_it_is_kept_and_the_rest_of_the_file_stays(tmp_path):
    config = tmp_path / "config"
    keep_creator(config, "Ann Lee")
    assert read_settings(config).creator == "Ann Lee"
    (config / "settings.toml").write_text('zoom = 2\ncreator = "x"\n', encoding="utf-8")
    keep_creator(config, "")
    assert (config / "settings.toml").read_text(encoding="utf-8") == 'zoom = 2\ncreator = ""\n'


def test_a_broken_file_is_left_alone(tmp_path):
    (tmp_path / "settings.toml").write_text("creator = ", encoding="utf-8")
    with pytest.raises(UserError, match=r"settings\.toml"):
        keep_creator(tmp_path, "Ann Lee")
    assert (tmp_path / "settings.toml").read_text(encoding="utf-8") == "creator = "


def test_in_the_window_it_goes_into_the_next_annotation_and_the_settings(open_text, folders):
    window = open_text()
    window.bench.run("settings.name")
    window.type("Ann Lee")
    window.press("Enter p")
    (item,) = window.saved()
    assert item["creator"] == {"type": "Person", "name": "Ann Lee"}
    window.until(lambda: read_settings(folders.config).creator == "Ann Lee")
