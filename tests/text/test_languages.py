"""Tags of languages: their names, their form, their direction."""

from __future__ import annotations

import pytest

from reader.text.languages import LANGUAGES, base_of, is_right_to_left, is_tag, language_of_tag


def test_names_are_found_by_tag_region_and_script() -> None:
    assert language_of_tag("de-AT").name == "German" and language_of_tag("de-AT").tag == "de-AT"
    assert language_of_tag("zh_Hant").native == "繁體中文"
    assert language_of_tag("zh-CN").name == "Chinese, simplified"
    assert language_of_tag("no").name == "Norwegian"
    assert language_of_tag("tlh").name == "tlh"


def test_every_language_stands_once_in_the_order_of_its_name() -> None:
    assert len({language.tag for language in LANGUAGES}) == len(LANGUAGES) > 40
    assert [language.name for language in LANGUAGES] == sorted(language.name for language in LANGUAGES)


@pytest.mark.parametrize(("tag", "base"), [("en_GB", "en"), ("ZH-Hans", "zh"), ("", "")])
def test_base(tag: str, base: str) -> None:
    assert base_of(tag) == base


def test_what_is_a_tag() -> None:
    assert all(map(is_tag, ("en", "de-CH-1901", "zh_Hans", "tlh", "az-Arab")))
    assert not any(map(is_tag, ("", "e", "English!", "de CH", "дe", "en-", "german")))


def test_direction() -> None:
    assert all(map(is_right_to_left, ("ar", "he-IL", "fa", "az-Arab", "ur")))
    assert not any(map(is_right_to_left, ("en", "", "az", "ar-Latn")))
