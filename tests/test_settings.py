"""Settings: what is read, what is said of a broken file, and that a change leaves the rest alone."""

from __future__ import annotations

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from reader.settings import Settings, read_settings, with_creator


def test_without_a_file_the_defaults_hold(tmp_path):
    assert read_settings(tmp_path) == Settings("", None)


def test_the_name_is_read_on_one_line(tmp_path):
    (tmp_path / "settings.toml").write_text('creator = "Ann  Lee"\n', encoding="utf-8")
    assert read_settings(tmp_path).creator == "Ann Lee"


def test_a_broken_file_is_named_with_its_line(tmp_path):
    for text, line in (('# x\ncreator = "Ann', "line 2"), ("\n\ncreator = 7\n", "line 3")):
        (tmp_path / "settings.toml").write_text(text, encoding="utf-8")
        settings = read_settings(tmp_path)
        assert settings.creator == ""
        assert "settings.toml" in str(settings.warning) and line in str(settings.warning)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_a_new_name_is_read_back_and_the_rest_stays(name):
    for before in ("", 'creator = "old"\nzoom = 2\n', "zoom = 2\n[keys]\na = 1\n"):
        after = tomllib.loads(with_creator(before, name))
        assert after.pop("creator") == name
        rest = tomllib.loads(before)
        rest.pop("creator", None)
        assert after == rest
