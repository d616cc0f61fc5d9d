"""Tag sets: what is read, what is refused, and where a refusal points."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from reader.annotations.tagset import UNDERLINES, TagSetError, tagset_from
from reader.annotations.tagset_file import default_tagset, line_of

HEAD = 'schema = "tagset/1"\nid = "mine"\n'
PERSON = '[[entity]]\nid = "PER"\nkey = "p"\nlabel = "Person"\nfill = "#56B4E9"\n'


def problem(toml: str, reserved: dict[str, str] | None = None) -> tuple[int, str]:
    with pytest.raises(TagSetError) as caught:
        tagset_from(tomllib.loads(toml), reserved)
    return line_of(toml, caught.value.where), caught.value.reason


def test_the_default_is_the_proposed_one(shared: Path) -> None:
    proposed = tomllib.loads((shared / "tagset_default.toml").read_text(encoding="utf-8"))
    tagset = default_tagset()
    assert [t.id for t in tagset.types] == [e["id"] for e in proposed["entity"]]
    assert [t.key for t in tagset.types] == [e["key"] for e in proposed["entity"]]
    assert len(tagset.types) == 12
    assert {v.id for v in tagset.verdicts} >= {"true", "false", "unverified"}
    assert [(r.id, r.key) for r in tagset.relations] == [("supports", "+"), ("attacks", "-"), ("same_as", "=")]
    assert tagset.roles == ("speaker", "relay", "unnamed", "author")
    assert tagset.stances == ("supports", "refutes", "context")
    assert all(t.underline in UNDERLINES for t in tagset.types)


def test_each_hue_is_used_twice_at_most_and_told_apart_by_its_underline() -> None:
    seen: dict[str, list[str]] = {}
    for each in default_tagset().types:
        seen.setdefault(each.fill, []).append(each.underline)
    assert all(len(found) <= 2 and len(set(found)) == len(found) for found in seen.values())


def test_an_id_that_no_tag_set_knows_is_grey_with_a_wave_and_shown_as_code() -> None:
    unknown = default_tagset().type("SHIP")
    assert (unknown.id, unknown.label, unknown.underline, unknown.key) == ("SHIP", "SHIP", "wave", "")
    red, green, blue = (unknown.fill[n : n + 2] for n in (1, 3, 5))
    assert red == green == blue
    assert "SHIP" not in default_tagset().by_id


def test_a_value_without_a_label_is_shown_by_its_id() -> None:
    assert default_tagset().label_of("rating", "no_such") == "no_such"
    assert default_tagset().label_of("rating", "false") != ""


def test_a_small_tag_set_is_enough() -> None:
    tagset = tagset_from(tomllib.loads(HEAD + PERSON))
    assert [(t.id, t.key, t.label) for t in tagset.types] == [("PER", "p", "Person")]
    assert tagset.verdicts == ()
    assert tagset.claim_key == "c"


def test_two_equal_keys_are_named_at_the_second() -> None:
    toml = HEAD + PERSON + '\n[[entity]]\nid = "PLC"\nlabel = "Place"\nkey = "p"\n'
    line, reason = problem(toml)
    assert toml.splitlines()[line - 1] == 'key = "p"'
    assert line == 12
    assert "Person" in reason
    assert "Place" in reason


def test_the_claims_key_counts_and_so_do_commands() -> None:
    line, reason = problem(HEAD + PERSON + '[claim]\nlabel = "x"\nkey = "p"\n')
    assert (line, "Person" in reason) == (10, True)
    line, reason = problem(HEAD + PERSON, {"p": "Previous annotation"})
    assert (line, "Previous annotation" in reason) == (5, True)


def test_equal_keys_inside_a_vocabulary() -> None:
    toml = HEAD + PERSON + '[vocab.rating]\ntrue = { key = "t", label = "True" }\nfalse = { key = "t", label = "No" }\n'
    line, reason = problem(toml)
    assert (line, "True" in reason) == (10, True)


@pytest.mark.parametrize(
    ("toml", "line", "word"),
    [
        ('schema = "tagset/2"\n', 1, "schema"),
        ("id = 'x'\n", 1, "schema"),
        (HEAD, 1, "no entity type"),
        (HEAD + "entity = 3\n", 3, "[[entity]]"),
        (HEAD + "entity = [1]\n", 3, "[[entity]]"),
        (HEAD + "[entity]\nid = 'PER'\n", 3, "[[entity]]"),
        (HEAD + PERSON.replace('"PER"', "7"), 4, "id must be a text"),
        (HEAD + PERSON.replace('id = "PER"\n', ""), 3, "id is missing"),
        (HEAD + PERSON.replace("#56B4E9", "blue"), 7, "colour"),
        (HEAD + PERSON.replace('"#56B4E9"', "0"), 7, "fill"),
        (HEAD + PERSON + 'underline = "zigzag"\n', 8, "underline"),
        (HEAD + PERSON + PERSON.replace('"p"', '"q"'), 9, '"PER" stands twice'),
        (HEAD + PERSON + "[claim]\nkey = 1\n", 9, "key"),
        (HEAD + PERSON + "[claim]\nfield = 1\n", 9, "field"),
        (HEAD + PERSON + "[[claim.field]]\nid = 'voice'\nvalues = 5\n", 10, "values"),
        (HEAD + PERSON + "[[claim.field]]\nid = 'voice'\nvalues = [5]\n", 10, "values"),
        (HEAD + PERSON + "[[claim.field]]\nid = 4\n", 9, "id"),
        (HEAD + PERSON + "[vocab.rating]\nfalse = 3\n", 9, "label"),
        (HEAD + PERSON + "[vocab.rating]\nfalse = { key = 3 }\n", 9, "key"),
        (HEAD + PERSON + "[vocab]\nrating = 3\n", 9, "rating"),
        (HEAD + "version = 2\n" + PERSON, 3, "version"),
        (HEAD + "relation = 'supports'\n" + PERSON, 3, "relation"),
        (HEAD + PERSON + "[[relation]]\nlabel = 'x'\n", 8, "id"),
        ("claim = 1\n" + HEAD + PERSON, 1, "claim"),
        ("vocab = 1\n" + HEAD + PERSON, 1, "vocab"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_named_with_its_line(toml: str, line: int, word: str) -> None:
    found, reason = problem(toml)
    assert word in reason
    assert found == line, toml.splitlines()[found - 1]


def test_comments_and_long_texts_do_not_mislead_the_finder() -> None:
    toml = (
        HEAD + '# [[entity]]\n# key = "p"\n' + PERSON + '[[entity]] # places\nid = "PLC" # key = "x"\n  key   =   "p"\n'
    )
    assert problem(toml)[0] == 12
