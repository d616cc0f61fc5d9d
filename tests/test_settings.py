"""Settings: what is read, what is said of what cannot be used, and that a change of one leaves the rest alone."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.settings import OPTIONS, Settings, option, read_settings, shown, stepped
from reader.toml_text import with_value


def written(folder, text: str):
    (folder / "settings.toml").write_bytes(text.encode())
    return read_settings(folder)


def test_each_setting_is_described_once_and_its_default_can_be_used():
    assert tuple(each.name for each in OPTIONS) == Settings._fields
    for each in OPTIONS:
        assert each.wrong_with(each.default) == ""
        assert each.says.endswith(".") and each.title
        assert (each.kind in ("whole", "number")) == (each.least < each.most and each.step > 0)
    with pytest.raises(KeyError):
        option("colour")


def test_without_a_file_the_defaults_hold(tmp_path):
    assert read_settings(tmp_path) == (Settings(), (), True, {})


def test_values_are_read(tmp_path):
    found = written(tmp_path, 'creator = "Ann  Lee"\ntext_size = 21\nline_height = 2\nsuggestions = false\n')
    assert found.settings == Settings(creator="Ann Lee", text_size=21, line_height=2.0, suggestions=False)
    assert found.warnings == ()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("creator = 7", "creator must be a text in quotes"),
        ('theme = ""', "theme must not be empty"),
        ("text_size = 18.5", "text_size must be a whole number"),
        ("text_size = true", "text_size must be a whole number"),
        ("text_size = 1000", "text_size must be from 12 to 40"),
        ("line_height = nan", "line_height must be from 1.35 to 2.2"),
        ('line_height = "tall"', "line_height must be a number"),
        ('arrows = "letters"', 'arrows must be "words" or "characters"'),
        ("suggestions = 1", "suggestions must be true or false"),
    ],
)
def test_a_bad_value_is_named_and_only_its_default_holds(tmp_path, line, reason):
    found = written(tmp_path, f"# mine\nzoom = 150\n{line}\npanel = false\n")
    assert found.settings == Settings(zoom=150, panel=False)
    (warning,) = found.warnings
    assert "settings.toml" in str(warning) and f"line 3: {reason}" in str(warning)


def test_what_is_not_known_is_named(tmp_path):
    found = written(tmp_path, "zoom = 150\ncolour = 3\n[later]\nzoom = 2\n")
    assert found.settings == Settings(zoom=150) and found.usable
    assert ["line 2: colour" in str(w) or "line 3: later" in str(w) for w in found.warnings] == [True, True]


def test_a_broken_file_is_named_with_its_line(tmp_path):
    found = written(tmp_path, '# x\ncreator = "Ann')
    assert found.settings == Settings() and not found.usable
    assert "settings.toml" in str(found.warnings[0]) and "line 2" in str(found.warnings[0])


def test_only_the_line_changes():
    before = '\ufeff# mine\r\nzoom=2 # big "#" here\r\n\r\n'
    before += '  creator = """a\r\nzoom = 7\r\n"""  # me\r\n# of keys\r\n[keys]\r\nzoom = 1'
    assert with_value(before, "zoom", 3) == before.replace("zoom=2", "zoom = 3")
    after = with_value(before, "creator", "b")
    assert after == before.replace('creator = """a\r\nzoom = 7\r\n"""', 'creator = "b"')
    added = with_value(before, "panel", False)
    assert added == before.replace('"""  # me\r\n', '"""  # me\r\npanel = false\r\n')


def test_a_new_value_goes_above_the_tables_and_below_their_comments():
    assert with_value("", "zoom", 90) == "zoom = 90\n"
    assert with_value("a = 1", "zoom", 90) == "a = 1\nzoom = 90\n"
    assert with_value("# all\n\n# of t\n[t]\n", "zoom", 90) == "# all\nzoom = 90\n\n# of t\n[t]\n"
    with pytest.raises(ValueError, match="TOML"):
        with_value("a = ", "zoom", 90)


KEYS = st.sampled_from(["a", "zoom", "creator", "x-y"])
VALUES = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"])), st.integers(-9, 999), st.booleans(),
    st.floats(allow_nan=False, allow_infinity=False),
)  # fmt: skip
LINES = st.sampled_from(
    [
        "# a comment",
        "",
        "b = [1,\n zoom,\n]".replace("zoom", "2"),
        "c = '''\nzoom = 1\n[t]\n'''",
        "d = {zoom = 1}",
        "e = nan",
    ]
)


@given(st.lists(LINES, unique=True), st.booleans(), KEYS, VALUES, VALUES)
def test_whatever_is_in_the_file_the_rest_stays(lines, has_table, key, old, new):
    from reader.toml_text import toml_value

    middle = len(lines) // 2
    before = "\n".join(
        [*lines[:middle], f"{key} = {toml_value(old)}  # why", *lines[middle:], "[t]\nzoom = 5" * has_table]
    )
    after = with_value(before, key, new)
    data = tomllib.loads(after, parse_float=str)
    rest = tomllib.loads(before, parse_float=str)
    assert data.pop(key) == (repr(new) if isinstance(new, float) else new)
    rest.pop(key)
    assert data == rest
    changed = [pair for pair in zip(before.split("\n"), after.split("\n"), strict=True) if pair[0] != pair[1]]
    assert len(changed) <= 1 and all(new_line.endswith("  # why") for _, new_line in changed)


def test_steps_stay_on_the_grid_and_in_the_range():
    size, height, arrows = option("text_size"), option("line_height"), option("arrows")
    assert [stepped(size, 18, by) for by in (1, -1, 100, -100)] == [19, 17, 40, 12]
    assert [stepped(height, 1.55, by) for by in (1, -1)] == [1.6, 1.5]
    assert [stepped(height, 1.57, by) for by in (1, -1)] == [1.6, 1.55]
    assert stepped(arrows, "words", 1) == stepped(arrows, "words", -1) == "characters"
    assert stepped(option("panel"), True, 1) is False
    assert stepped(option("theme"), "dark", 1) == "dark"
    assert [shown(size, 18), shown(option("zoom"), 100), shown(option("panel"), True)] == ["18 px", "100%", "on"]
