"""What is free for a new type, and a tag set file that gets longer by it and by nothing else."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations.tagset import EntityType, tagset_from
from reader.annotations.tagset_file import default_tagset
from reader.annotations.tagset_new import free_id, free_key, free_looks, id_problem, key_problem, with_type
from reader.app.commands import reserved_keys
from reader.resources import resource

DEFAULT = resource("tagsets/default.toml").read_text(encoding="utf-8")
WORDS = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp", "Zs")), min_size=1, max_size=20)
FILES = [DEFAULT, DEFAULT.replace("\n", "\r\n"), "\ufeff" + DEFAULT, DEFAULT.rstrip("\n"), DEFAULT + "\n# the end"]


def new_type(label: str, type_id: str = "VESSEL", key: str = "y") -> EntityType:
    look = free_looks(default_tagset(), default_tagset())[0]
    return EntityType(type_id, key, label, look.fill, look.line, look.line_dark, look.underline)


def read(toml: str):
    return tagset_from(tomllib.loads(toml.removeprefix("\ufeff").replace("\r\n", "\n")))


@given(WORDS, WORDS, st.sampled_from(FILES))
def test_the_file_gets_the_type_and_all_else_stays(label, type_id, toml):
    made = new_type(label, type_id)
    if id_problem(default_tagset(), type_id):
        return
    longer = with_type(toml, made)
    assert longer.startswith(toml)
    before, after = read(toml), read(longer)
    assert after.types == (*before.types, made)
    assert (after.vocabularies, after.claim_key, after.relations) == (
        before.vocabularies,
        before.claim_key,
        before.relations,
    )


def test_line_ends_are_those_of_the_file():
    assert "\n" not in with_type(DEFAULT.replace("\n", "\r\n"), new_type("Vessel")).replace("\r\n", "")
    assert "\r" not in with_type(DEFAULT, new_type("Vessel"))


def test_looks_that_are_free_differ_from_all_there_are():
    tagset = default_tagset()
    looks = free_looks(tagset, tagset)
    taken = {(t.fill, t.underline) for t in tagset.types}
    assert len(looks) == len({(look.fill, look.underline) for look in looks}) == 7 * 5 - len(taken)
    assert not taken & {(look.fill, look.underline) for look in looks}
    assert [look.words for look in looks[:2]] == ["blue, dashes", "blue, dots"]
    assert [look.used for look in looks] == sorted(look.used for look in looks)


@pytest.mark.parametrize(
    ("label", "wanted"),
    [("Vessel", "VESSEL"), ("Schiff groß", "SCHIFFGR"), ("Per", "PER2"), ("…", "TYPE"), ("船", "船")],
)
def test_an_id_is_offered(label, wanted):
    assert free_id(default_tagset(), label) == wanted


def test_what_an_id_cannot_be():
    tagset = default_tagset()
    assert id_problem(tagset, "") and id_problem(tagset, "A B") and id_problem(tagset, "CLAIM")
    assert id_problem(tagset, "PER") == "PER is the id of Person already."
    assert not id_problem(tagset, "VES")


def test_a_key_is_offered_that_nothing_needs():
    tagset, reserved = default_tagset(), reserved_keys()
    key = free_key(tagset, "Vessel", reserved)
    assert key and not key_problem(tagset, key, reserved)
    assert key_problem(tagset, "p", reserved) == "“p” tags Person already."
    assert key_problem(tagset, "c", reserved) == "“c” makes claims already."
    assert "Next annotation" in key_problem(tagset, "j", reserved)
    assert key_problem(tagset, "P", reserved) and key_problem(tagset, "pp", reserved)
    assert not key_problem(tagset, "", reserved)
