"""Where the user lives, by what each system's settings say."""

from __future__ import annotations

import plistlib

import pytest

from reader.desktop.territory import territory


@pytest.mark.parametrize(
    ("environment", "place"),
    [
        ({"LANG": "en_US.UTF-8"}, "US"),
        ({"LANG": "en_US.UTF-8", "LC_PAPER": "de_DE.UTF-8"}, "DE"),
        ({"LC_ALL": "es_MX", "LC_PAPER": "de_DE"}, "MX"),
        ({"LC_ALL": "", "LANG": "sr_RS@latin"}, "RS"),
        ({"LANG": "zh_Hant_TW"}, "TW"),
        ({"LANG": "C.UTF-8"}, ""),
        ({"LANG": "de"}, ""),
        ({}, ""),
    ],
)
def test_locales_of_posix(environment, place):
    assert territory(environment, "linux") == place


@pytest.mark.parametrize(("locale", "place"), [("en_US", "US"), ("en_US@rg=dezzzz", "DE"), ("de", "FR"), (7, "FR")])
def test_macos_has_a_region_of_its_own_and_else_what_the_terminal_says(tmp_path, locale, place):
    file = tmp_path / "Library" / "Preferences" / ".GlobalPreferences.plist"
    file.parent.mkdir(parents=True)
    file.write_bytes(plistlib.dumps({"AppleLocale": locale}))
    assert territory({"LANG": "fr_FR.UTF-8"}, "darwin", tmp_path) == place


def test_macos_without_such_a_file(tmp_path):
    assert territory({"LANG": "fr_FR.UTF-8"}, "darwin", tmp_path) == "FR"
