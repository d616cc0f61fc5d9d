"""tag, claim and highlight: which words a quote means, what is refused, and what stands in the file."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest

from reader.sidecar.keeping import writing

TEXT = 'Mark met Ann Lee in Nord. Mark\'s boat, "Tern", sank; Markham saw it. Ann Lee wept.'


def spans(shown, kind=None):
    return [(s["start"], s["end"]) for a in shown["annotations"] if kind in (None, a["kind"]) for s in a["spans"]]


def test_a_tag_stands_in_the_sidecar_and_in_show(postil, article):
    path = article("a.txt", TEXT)
    ran = postil("tag", path, "--type", "PER", "--quote", "Mark", "--nth", "2")
    assert ran.status == 0
    shown = postil("show", path, "--json").json
    assert spans(shown) == [(26, 30)]
    assert [a["id"] for a in shown["annotations"]] == ran.out.split()
    assert shown["entities"][0]["name"] == "Mark"
    sidecar = json.loads(Path(f"{path}.annotations.json").read_text(encoding="utf-8"))
    selectors = sidecar["first"]["items"][0]["target"][0]["selector"]
    assert selectors[0]["exact"] == "Mark"
    assert (selectors[1]["start"], selectors[1]["end"]) == (26, 30)


def test_all_takes_whole_words_only_and_one_entity(postil, article):
    path = article("a.txt", TEXT)
    assert postil("tag", path, "--type", "PER", "--quote", "Mark", "--all").status == 0
    shown = postil("show", path, "--json").json
    assert spans(shown) == [(0, 4), (26, 30)]
    assert len(shown["entities"]) == 1


@pytest.mark.parametrize("command", [("tag", "--type", "PER"), ("claim",), ("highlight",)])
def test_a_quote_with_several_hits_is_refused_and_counted(postil, article, command):
    path = article("a.txt", TEXT)
    ran = postil(command[0], path, *command[1:], "--quote", "Ann Lee")
    assert ran.status == 1
    assert "2 times" in ran.err
    assert not Path(f"{path}.annotations.json").exists()


def test_nth_beyond_the_last_and_a_quote_that_is_not_there(postil, article):
    path = article("a.txt", TEXT)
    assert postil("tag", path, "--type", "PER", "--quote", "Ann Lee", "--nth", 3).status == 1
    assert postil("tag", path, "--type", "PER", "--quote", "Bob").status == 1
    assert postil("tag", path, "--type", "PER", "--quote", "ann lee").status == 1


def test_nth_zero_means_the_only_one(postil, article):
    path = article("a.txt", TEXT)
    assert postil("highlight", path, "--quote", "Nord", "--nth", 0).status == 0
    assert postil("highlight", path, "--quote", "Ann Lee", "--nth", 0).status == 1


def test_unknown_types_and_verdicts_are_wrong_usage_with_the_nearest(postil, article):
    path = article("a.txt", TEXT)
    ran = postil("tag", path, "--type", "PERS", "--quote", "Nord")
    assert ran.status == 2 and "PER" in ran.err
    ran = postil("claim", path, "--quote", "Mark met Ann Lee", "--verdict", "flase")
    assert ran.status == 2 and "false" in ran.err


def test_the_same_tag_again_adds_nothing_and_is_no_error(postil, article):
    path = article("a.txt", TEXT)
    first = postil("tag", path, "--type", "GPE", "--quote", "Nord")
    before = Path(f"{path}.annotations.json").read_bytes()
    again = postil("tag", path, "--type", "GPE", "--quote", "Nord")
    assert again.status == 0 and again.out == first.out
    assert Path(f"{path}.annotations.json").read_bytes() == before


def test_another_type_on_the_same_words_is_a_second_mention(postil, article):
    path = article("a.txt", TEXT)
    postil("tag", path, "--type", "GPE", "--quote", "Nord")
    postil("tag", path, "--type", "ORG", "--quote", "Nord")
    assert len(postil("show", path, "--json").json["annotations"]) == 2


def test_a_name_that_two_entities_bear_is_not_guessed(postil, article):
    path = article("a.txt", "Kim and Kim and Kim.")
    postil("tag", path, "--type", "PER", "--quote", "Kim", "--nth", 1, "--entity", "Kim Il Sung")
    postil("tag", path, "--type", "PER", "--quote", "Kim", "--nth", 2, "--entity", "Kim Jong Il")
    sidecar = Path(f"{path}.annotations.json")
    document = json.loads(sidecar.read_text(encoding="utf-8"))
    for entity in document["entities"]:
        entity["aliases"] = ["Kim"]
    sidecar.write_text(json.dumps(document), encoding="utf-8")
    ran = postil("tag", path, "--type", "PER", "--quote", "Kim", "--nth", 3)
    assert ran.status == 1 and "2 entities" in ran.err


def test_a_discontinuous_claim_keeps_its_order_source_verdict_and_note(postil, article):
    path = article("a.txt", TEXT)
    ran = postil(
        "claim", path, "--quote", "sank", "--quote", "Mark's boat", "--source", "Ann Lee", "--verdict", "true",
        "--note", 'ask "Ann" again',
    )  # fmt: skip
    assert ran.status == 0
    (claim,) = postil("show", path, "--json").json["annotations"]
    assert [s["text"] for s in claim["spans"]] == ["sank", "Mark's boat"]
    assert (claim["source"], claim["verdict"], claim["note"]) == ("Ann Lee", "true", 'ask "Ann" again')


def test_the_ith_nth_belongs_to_the_ith_quote(postil, article):
    path = article("a.txt", TEXT)
    assert postil("claim", path, "--quote", "Nord", "--quote", "Ann Lee", "--nth", 0, "--nth", 2).status == 0
    (claim,) = postil("show", path, "--json").json["annotations"]
    assert [s["start"] for s in claim["spans"]] == [20, TEXT.rindex("Ann Lee")]
    assert postil("claim", path, "--quote", "Nord", "--nth", 1, "--nth", 1).status == 2


def test_fragments_of_a_claim_do_not_overlap(postil, article):
    path = article("a.txt", TEXT)
    assert postil("claim", path, "--quote", "Mark met Ann Lee", "--quote", "Ann Lee in Nord").status == 1


def test_curly_quotation_marks_and_white_space_are_folded(postil, article):
    path = article("a.txt", TEXT.replace("met Ann", "met\u00a0\nAnn"))
    assert postil("claim", path, "--quote", "Mark’s boat, “Tern”, sank").status == 0
    assert postil("highlight", path, "--quote", "Mark met Ann Lee").status == 0


def test_a_file_url_and_a_name_with_a_dash(postil, article):
    path = article("-a b#1.txt", TEXT)
    assert postil("tag", path.as_uri(), "--type", "GPE", "--quote", "Nord").status == 0
    assert Path(f"{path}.annotations.json").exists()


def test_markdown_quotes_are_rendered_words(postil, article):
    path = article("a.md", "# Pier\n\nThe **Harbour** *Trust* said\nit paid &amp; left.\n")
    assert postil("claim", path, "--quote", "The Harbour Trust said it paid & left").status == 0
    assert postil("show", path, "--text").out == "Pier\nThe Harbour Trust said it paid & left."


def test_no_id_is_printed_for_what_is_not_saved(postil, article, home):
    path = article("a.txt", TEXT)
    (home / "data").write_text("in the way", encoding="utf-8")  # no folder can be made below it
    path.with_name("a.txt.annotations.json").mkdir()  # nor a file written beside the article
    ran = postil("tag", path, "--type", "GPE", "--quote", "Nord")
    assert ran.status == 1 and ran.out == ""


def test_another_entity_on_the_same_words_is_a_second_mention(postil, article):
    path = article("a.txt", TEXT)
    postil("tag", path, "--type", "PER", "--quote", "Mark", "--nth", 1)
    postil("tag", path, "--type", "PER", "--quote", "Mark", "--nth", 1, "--entity", "Mark Lane")
    again = postil("tag", path, "--type", "PER", "--quote", "Mark", "--nth", 1, "--entity", "Mark Lane")
    shown = postil("show", path, "--json").json
    assert sorted(e["name"] for e in shown["entities"]) == ["Mark", "Mark Lane"]
    assert spans(shown) == [(0, 4), (0, 4)] and len(again.out.split()) == 2


def test_arguments_that_are_no_utf_8_are_wrong_usage(postil, article):
    path = article("a.txt", TEXT)
    for option in ("--entity", "--quote"):
        ran = postil("tag", path, "--type", "PER", "--quote", "Nord", option, "\udcff")
        assert ran.status == 2
    assert postil("claim", path, "--quote", "Nord", "--source", "\udcff").status == 2


def test_show_does_not_pass_on_what_steers_a_terminal(postil, article):
    path = article("a.txt", TEXT)
    postil("highlight", path, "--quote", "Nord", "--note", "red \x1b[31m\nnext")
    out = postil("show", path).out
    assert "\x1b" not in out and len(out.splitlines()) == 1


def test_a_name_that_is_no_utf_8_can_be_exported(postil, article):
    path = article("\udcff.txt", TEXT)
    assert postil("tag", path, "--type", "GPE", "--quote", "Nord").status == 0
    assert postil("export", path, "--to", "pdf").status == 0
    assert Path(f"{path}.pdf").read_bytes().startswith(b"%PDF-")


def test_one_article_that_fails_does_not_stop_the_others(postil, article, tmp_path):
    first, last = article("a.txt", TEXT), article("b.txt", TEXT)
    ran = postil("export", first, tmp_path / "none.txt", last, "--to", "pdf")
    assert ran.status == 1 and "1 of 3" in ran.err
    assert Path(f"{last}.pdf").exists() and Path(f"{first}.pdf").exists()


def test_show_says_where_the_words_of_sources_and_cues_stand(postil, article):
    path = article("a.txt", "Ada said that it rains. It rains.\n")
    postil("claim", path, "--quote", "it rains", "--source", "Ada")
    sidecar = path.with_name("a.txt.annotations.json")
    document = json.loads(sidecar.read_text(encoding="utf-8"))
    (claim,) = document["first"]["items"]
    claim["claim"]["attribution"][0] |= {"words": target("Ada", 0, " said that"), "cue": target("claimed", 4, " that")}
    claim["claim"]["evidence"] = [{"question": "Did it?", "stance": "context"}]
    sidecar.write_text(json.dumps(document), encoding="utf-8")
    shown = postil("show", path, "--json").json["annotations"][0]
    (source,) = shown["attribution"]
    assert source["words"] == {"start": 0, "end": 3, "text": "Ada", "anchor": "exact"}
    assert source["cue"] == {"quote": "claimed", "anchor": "orphan"}
    assert shown["evidence"] == [{"question": "Did it?", "stance": "context"}]


def target(exact: str, start: int, suffix: str) -> dict[str, object]:
    quote = {"type": "TextQuoteSelector", "exact": exact, "prefix": "", "suffix": suffix}
    place = {"type": "TextPositionSelector", "start": start, "end": start + len(exact)}
    return {"type": "SpecificResource", "source": "a.txt", "selector": [quote, place]}


def test_where_nothing_can_be_saved_it_says_so_and_speaks_of_no_window(postil, article, monkeypatch):
    path = article("a.txt", "Ann met Bob.\n")

    def refuse(target, *_args, **_more):
        raise PermissionError(errno.EACCES, "Permission denied", str(target))

    monkeypatch.setattr(writing, "write_durably", refuse)
    ran = postil("tag", path, "--type", "PER", "--quote", "Ann")
    assert ran.status == 1 and "a.txt.annotations.json is not saved: neither its folder nor " in ran.err
    assert "window" not in ran.err and ran.err.count("\n") == 1 and ran.out == ""
