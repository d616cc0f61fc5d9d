"""The keys of a claim's facts come from the tag set, and no tag set can make them clash."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reader.annotations.tagset import Value
from reader.annotations.tagset_file import default_tagset
from reader.app.commands import commands_for, reserved_keys
from reader.app.commands.card import BY_NAME, FIELDS, choices
from reader.app.keyboard.keymap import KeyConflictError, Keymap


def test_every_value_of_every_field_has_a_key_of_its_own():
    tagset = default_tagset()
    keymap = Keymap.of(commands_for(tagset))
    for field in FIELDS:
        values = choices(field, tagset)
        assert len({v.key for v in values}) == len(values)
        for value in values:
            assert keymap.keys_of(f"card.{field.name}.{value.id}")


def test_values_without_keys_get_their_first_free_letter():
    tagset = replace(default_tagset(), voices=("own", "other", "oo", "o"))
    assert [(v.id, v.key) for v in choices(BY_NAME["voice"], tagset)] == [
        ("own", "o"), ("other", "t"), ("oo", "1"), ("o", "2"),
    ]  # fmt: skip


def test_the_first_keys_of_sequences_are_reserved():
    assert {"v", "Shift+V", "Shift+C", "Shift+L"} <= set(reserved_keys())


def test_two_values_with_one_key_are_refused():
    tagset = default_tagset()
    doubled = {**tagset.vocabularies, "icd203": (Value("a", "1", "A"), Value("b", "1", "B"))}
    with pytest.raises(KeyConflictError):
        Keymap.of(commands_for(replace(tagset, vocabularies=doubled)))
