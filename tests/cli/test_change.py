"""edit and remove: by id, by a prefix of it, and what may be set."""

from __future__ import annotations

from pathlib import Path

import pytest

TEXT = "Mark met Ann Lee in Nord, said Ann Lee."


@pytest.fixture
def path(postil, article):
    made = article("a.txt", TEXT)
    postil("tag", made, "--type", "PER", "--quote", "Ann Lee", "--all")
    postil("claim", made, "--quote", "Mark met Ann Lee in Nord", "--source", "Ann Lee")
    return made


def by_kind(postil, path, kind):
    return [a for a in postil("show", path, "--json").json["annotations"] if a["kind"] == kind]


def test_facts_of_a_claim_are_set_and_taken_away(postil, path):
    (claim,) = by_kind(postil, path, "claim")
    ran = postil("edit", path, claim["id"], "verdict=false", "note=no", "source=Bo", "likelihood=likely", "check=high")
    assert ran.status == 0
    (claim,) = by_kind(postil, path, "claim")
    assert [claim[k] for k in ("verdict", "note", "source", "likelihood", "check")] == [
        "false", "no", "Bo", "likely", "high",
    ]  # fmt: skip
    postil("edit", path, claim["id"], "verdict=", "note=")
    (claim,) = by_kind(postil, path, "claim")
    assert claim["verdict"] is None and claim["note"] is None


@pytest.mark.parametrize("wrong", ["verdict=maybe", "colour=red", "verdict", "type=PER"])
def test_unknown_fields_and_values_are_wrong_usage(postil, path, wrong):
    (claim,) = by_kind(postil, path, "claim")
    before = (path.parent / f"{path.name}.annotations.json").read_bytes()
    assert postil("edit", path, claim["id"], wrong).status == 2
    assert (path.parent / f"{path.name}.annotations.json").read_bytes() == before


def test_a_mention_gets_another_type_and_its_own_entity(postil, path):
    first, second = by_kind(postil, path, "mention")
    assert postil("edit", path, first["id"], "type=ORG").status == 0
    shown = postil("show", path, "--json").json
    assert {(e["type"], e["name"], len(e["mentions"])) for e in shown["entities"]} == {
        ("ORG", "Ann Lee", 1), ("PER", "Ann Lee", 1),
    }  # fmt: skip
    postil("edit", path, second["id"], "type=ORG")
    entities = postil("show", path, "--json").json["entities"]
    # the claim names the person as its source, so that record stays
    assert {(e["type"], len(e["mentions"])) for e in entities} == {("ORG", 2), ("PER", 0)}


def test_a_unique_prefix_of_six_digits_will_do_and_less_will_not(postil, path):
    (claim,) = by_kind(postil, path, "claim")
    digits = claim["id"].removeprefix("urn:uuid:").replace("-", "")
    assert postil("remove", path, digits[:5]).status == 1
    assert postil("remove", path, digits).status == 0
    assert by_kind(postil, path, "claim") == []


def test_a_prefix_of_several_is_refused(postil, path):
    first, second = by_kind(postil, path, "mention")
    common = first["id"].removeprefix("urn:uuid:")[:8]
    assert second["id"].removeprefix("urn:uuid:").startswith(common)
    assert postil("remove", path, common).status == 1
    assert len(by_kind(postil, path, "mention")) == 2


def test_removing_takes_the_bare_entity_but_not_one_that_a_claim_names(postil, article):
    path = article("b.txt", TEXT)
    postil("tag", path, "--type", "GPE", "--quote", "Nord")
    (mention,) = by_kind(postil, path, "mention")
    assert postil("remove", path, mention["id"]).status == 0
    assert postil("show", path, "--json").json["entities"] == []


def test_an_id_that_is_not_there(postil, path):
    assert postil("remove", path, "ffffffffffff").status == 1
    assert postil("edit", path, "ffffffffffff", "note=x").status == 1


def test_what_is_tagged_already_stands_beside_an_article_that_was_moved(postil, article, tmp_path):
    path = article("a.txt", "Ann wept in Nord.")
    assert postil("tag", path, "--type", "PER", "--quote", "Ann").status == 0
    moved = path.parent / "elsewhere" / "b.txt"
    moved.parent.mkdir()
    path.rename(moved)
    assert postil("tag", moved, "--type", "PER", "--quote", "Ann").status == 0
    assert Path(f"{moved}.annotations.json").exists() and not Path(f"{path}.annotations.json").exists()
    moved.write_text("Ann wept in Nord, and so on.", encoding="utf-8")
    assert len(postil("show", moved, "--json").json["annotations"]) == 1
