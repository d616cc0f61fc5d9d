"""What is written into Windows' registry, and that its commands come apart again as Windows takes them apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.desktop.file_types import APP_ID, FILE_TYPES
from reader.desktop.windows.entries import (
    CAPABILITIES,
    CLASSES,
    Program,
    command_line,
    last_suffix,
    split_command_line,
    values_for,
)

EXE = r"C:\Program Files\Postil\postil-gui.exe"
PROGRAM = Program((EXE,), f"{EXE},0", f"{EXE},1")
LENT = Program((r"C:\Py thon\pythonw.exe", "-P", "-m", "reader"), r"C:\a.ico", r"C:\b.ico")
VALUES = {(key, name): data for key, name, data in values_for(PROGRAM)}


def test_a_type_has_words_icon_verbs_and_the_programs_identity():
    key = rf"{CLASSES}\Postil.Markdown.1"
    assert VALUES[key, ""] == VALUES[key, "FriendlyTypeName"] == "Markdown article"
    assert VALUES[key, "AppUserModelID"] == APP_ID
    assert VALUES[rf"{key}\DefaultIcon", ""] == f"{EXE},1"
    assert VALUES[rf"{key}\shell", ""] == "open"
    assert VALUES[rf"{key}\shell\open\command", ""] == f'"{EXE}" "%1"'
    assert VALUES[rf"{key}\shell\postil.new-window\command", ""] == f'"{EXE}" --new-window "%1"'


@pytest.mark.parametrize("suffix", [".md", ".markdown", ".mkd", ".txt", ".text", ".json"])
def test_every_suffix_is_offered_and_none_is_taken(suffix):
    offered = [name for key, name in VALUES if key == rf"{CLASSES}\{suffix}\OpenWithProgids"]
    assert len(offered) == 1 and rf"{CLASSES}\{offered[0]}" in {key for key, _ in VALUES}
    assert (rf"{CLASSES}\{suffix}", "") not in VALUES, "the key's own value would be the default"
    assert VALUES[rf"{CLASSES}\Applications\postil-gui.exe\SupportedTypes", suffix] == ""


def test_sidecars_are_json_to_windows_and_postil_can_not_be_its_default():
    assert last_suffix(".annotations.json") == ".json"
    assert VALUES[rf"{CLASSES}\.json\OpenWithProgids", "Postil.Annotations.1"] == ""
    associated = {name: data for (key, name), data in VALUES.items() if key == rf"{CAPABILITIES}\FileAssociations"}
    assert associated[".md"] == "Postil.Markdown.1" and associated[".txt"] == "Postil.Text.1"
    assert not any("json" in suffix for suffix in associated)


def test_the_program_is_listed_in_the_settings_and_found_by_its_name():
    assert VALUES[r"Software\RegisteredApplications", "Postil"] == CAPABILITIES
    assert (CAPABILITIES, "ApplicationName") in VALUES
    paths = r"Software\Microsoft\Windows\CurrentVersion\App Paths"
    assert VALUES[rf"{paths}\postil-gui.exe", ""] == VALUES[rf"{paths}\postil.exe", ""] == EXE
    assert VALUES[rf"{paths}\postil.exe", "Path"] == r"C:\Program Files\Postil"


def test_nothing_is_said_of_a_program_that_others_use_too():
    keys = [value.key for value in values_for(LENT)]
    assert not any("pythonw" in key or "App Paths" in key for key in keys)
    assert len(keys) > 3 * len(FILE_TYPES)


def test_all_is_the_users_and_nothing_is_said_twice():
    values = values_for(PROGRAM)
    assert all(value.key.startswith("Software\\") for value in values)
    assert len({(value.key.lower(), value.name.lower()) for value in values}) == len(values)


@pytest.mark.parametrize(
    ("command", "line"),
    [
        ((r"C:\Postil\postil-gui.exe",), r'"C:\Postil\postil-gui.exe" "%1"'),
        ((r"D:\100%1 sure\postil-gui.exe",), r'"D:\100%%1 sure\postil-gui.exe" "%1"'),
        (LENT.command, r'"C:\Py thon\pythonw.exe" -P -m reader "%1"'),
        (
            ("C:\\Ж\\p.exe", "-c", 'print("a b")', "C:\\x y\\"),
            '"C:\\Ж\\p.exe" -c "print(\\"a b\\")" "C:\\x y\\\\" "%1"',
        ),
    ],
)
def test_a_command_is_quoted_as_windows_reads_it(command, line):
    assert command_line(command) == line
    assert split_command_line(line) == command


PROGRAMS = st.text(st.characters(exclude_characters='"\0', exclude_categories=["Cs", "Cc"]), min_size=1).map(
    lambda name: rf"C:\{name}.exe"
)
ARGUMENTS = st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs", "Cc"])), max_size=4)


@given(PROGRAMS, ARGUMENTS)
def test_every_command_comes_apart_again(program, arguments):
    assert split_command_line(command_line([program, *arguments])) == (program, *arguments)


@pytest.mark.parametrize("line", ["", "notepad.exe", '"C:\\other.exe" "%2"'])
def test_what_is_no_such_line_is_no_command(line):
    assert split_command_line(line) == ()
