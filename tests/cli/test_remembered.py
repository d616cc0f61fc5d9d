"""The encoding and the language that were chosen in the window hold for the command line too."""

from __future__ import annotations

import json
from pathlib import Path

from reader.folders import Folders
from reader.session import Session, read_article

RUSSIAN = "Сергей Шойгу прибыл в Пхеньян. Врачи, почта и продукты добираются туда на лодках рыбаков.\n"


def choose(path: Path, home: Path, encoding: str) -> None:
    """As the window does it: read the article so, and have that saved."""
    opened = read_article(path, Folders.under(home), encoding=encoding)
    session = Session(opened)
    session.keep_choices()
    session.close()


def record(path: Path) -> dict:
    return json.loads(Path(f"{path}.annotations.json").read_text())["article"]


def test_a_chosen_encoding_holds_and_annotations_come_back_with_it(postil, article, home):
    path = article("a.txt", RUSSIAN.encode("cp1251"))
    before = path.read_bytes()
    assert postil("tag", path, "--type", "PER", "--quote", "Шойгу").status == 0
    choose(path, home, "cp1252")
    shown = postil("show", path, "--json").json
    assert shown["article"]["encoding"] == "cp1252" and shown["annotations"][0]["anchor"] == "orphan"
    assert postil("show", path, "--text").out.startswith("Ñåðãåé")
    choose(path, home, "koi8-r")
    assert record(path)["chosenEncoding"] == "koi8-r"
    choose(path, home, "")
    shown = postil("show", path, "--json").json
    assert shown["article"]["encoding"] == "cp1251" and "chosenEncoding" not in record(path)
    (row,) = shown["annotations"]
    assert (row["spans"][0]["text"], row["anchor"]) == ("Шойгу", "exact")
    assert path.read_bytes() == before


def test_an_encoding_that_no_longer_fits_is_said_and_the_guess_holds(postil, article, home):
    path = article("a.txt", RUSSIAN.encode("cp1251"))
    choose(path, home, "cp1252")
    path.write_bytes((RUSSIAN + "Ѓ").encode("cp1251"))  # 0x81, which the Western code page has not
    ran = postil("show", path, "--text")
    assert ran.status == 0 and ran.out == RUSSIAN + "Ѓ"
    assert ran.err.count("\n") == 1 and "cannot be read as cp1252" in ran.err


def test_a_file_saved_anew_in_utf8_is_not_read_as_it_was_before(postil, article, home):
    path = article("a.txt", RUSSIAN.encode("cp1251"))
    choose(path, home, "cp1251")
    path.write_text(RUSSIAN, encoding="utf-8")
    ran = postil("show", path, "--text")
    assert ran.out == RUSSIAN and "saved as utf-8 meanwhile" in ran.err
    choose(path, home, "cp1251")  # the user insists
    assert postil("show", path, "--text").out.startswith("РЎРµСЂРі")


def test_what_cannot_be_guessed_opens_when_it_was_chosen_before(postil, article, home):
    path = article("a.txt", "Kurz".encode("utf-16-le") + bytes([1, 0] * 40))
    assert postil("show", path).status == 1
    choose(path, home, "utf-16-le")
    assert postil("show", path, "--text").out.startswith("Kurz")


def test_a_made_up_encoding_does_no_harm(postil, article):
    path = article("a.txt", "Ann wept.")
    postil("tag", path, "--type", "PER", "--quote", "Ann")
    sidecar = Path(f"{path}.annotations.json")
    for odd in ("x-none", "rot13", "\0", 7, None, ["utf-8"]):
        document = json.loads(sidecar.read_text())
        document["article"] |= {"chosenEncoding": odd, "chosenLanguage": odd, "x:other": 1.0}
        sidecar.write_text(json.dumps(document))
        assert postil("show", path, "--json").json["annotations"][0]["anchor"] == "exact"
        assert postil("edit", path, document["first"]["items"][0]["id"], f"note={odd}").status == 0
        assert record(path)["x:other"] == 1.0 and record(path)["chosenEncoding"] == odd


def test_the_language_is_shown_as_chosen_said_or_guessed(postil, article):
    text = article("a.txt", "Der Engel sagte, dass die Maschine nicht für uns ist.")
    said = article("b.md", "---\nlang: fr-CA\n---\nDer Engel sagte, dass die Maschine nicht für uns ist.")
    none = article("c.txt", "Ann.")
    languages = [postil("show", p, "--json").json["article"]["language"] for p in (text, said, none)]
    assert languages == ["de", "fr-CA", None]
    postil("tag", text, "--type", "PER", "--quote", "Engel")
    assert "language" not in record(text)  # a guess is not written down
    document = json.loads(Path(f"{text}.annotations.json").read_text())
    document["article"]["chosenLanguage"] = "sv"
    Path(f"{text}.annotations.json").write_text(json.dumps(document))
    assert postil("show", text, "--json").json["article"]["language"] == "sv"
