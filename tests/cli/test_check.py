"""`postil validate`: results on stdout, one line of summary on stderr, and no path hides another."""

from __future__ import annotations

import json
import os
from pathlib import Path

from reader.folders import Folders
from reader.sidecar.places.places import fallback_for


def test_bad_paths_are_listed_and_the_others_go_on(postil, article, tmp_path):
    path = article("a.txt", "Ann wept.")
    bare = article("b.txt", "Nobody wept.")
    postil("tag", path, "--type", "PER", "--quote", "Ann")
    sidecar = Path(f"{path}.annotations.json")
    document = json.loads(sidecar.read_text(encoding="utf-8"))
    document["first"]["items"][0]["created"] = "once"
    sidecar.write_text(json.dumps(document), encoding="utf-8")
    missing = tmp_path / "none.txt"
    ran = postil("validate", missing, bare, path)
    assert ran.status == 1
    assert ran.out.splitlines() == [
        f"{missing}: file: there is no such file",
        f"{sidecar}: first.items[0].created: it is not a date and time of ISO 8601",
    ]
    assert ran.err == "3 paths checked, 1 without annotations, 2 problems.\n"


def test_an_article_without_annotations_is_no_fault(postil, article):
    ran = postil("validate", article("a.txt", "Ann wept."))
    assert (ran.status, ran.out, ran.err) == (0, "", "1 path checked, 1 without annotations, no problem.\n")


def test_what_is_kept_in_the_data_folder_is_checked_too(postil, article):
    path = article("a.txt", "Ann wept.")
    place = fallback_for(Path(os.path.realpath(path)), "x", Folders.of_user().data)
    place.folder.mkdir(parents=True)
    place.sidecar.write_text("{", encoding="utf-8")
    place.note(Path(os.path.realpath(path)), "x")
    ran = postil("validate", path)
    assert ran.status == 1
    assert ran.out.startswith(f"{place.sidecar}: file: it is not valid JSON")
    assert ran.err == "1 path checked, 1 problem.\n"


def test_a_folder_means_all_sidecars_in_it_and_what_is_kept_elsewhere_for_it(postil, article):
    good, bad = article("a.txt", "Ann wept."), article("b.txt", "Ann wept.")
    folder = good.parent
    postil("tag", good, "--type", "PER", "--quote", "Ann")
    ran = postil("validate", folder)
    assert (ran.status, ran.out, ran.err) == (0, "", "1 path checked, no problem.\n")
    (folder / "below").mkdir()
    below = Path(bad.rename(folder / "below" / "b.txt.annotations.json"))
    place = fallback_for(Path(os.path.realpath(good)), "x", Folders.of_user().data)
    place.folder.mkdir(parents=True)
    place.sidecar.write_text("{", encoding="utf-8")
    place.note(Path(os.path.realpath(good)), "x")
    ran = postil("validate", folder)
    assert ran.status == 1
    assert {line.split(": file: ")[0] for line in ran.out.splitlines()} == {str(below), str(place.sidecar)}
