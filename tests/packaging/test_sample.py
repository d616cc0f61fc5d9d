"""The sample article: enough in it to learn on, and every key that it names is a live one."""

from __future__ import annotations

import re
import struct
import tomllib
import xml.etree.ElementTree as ET

import pytest

from reader.annotations.tagset import tagset_from
from reader.app.commands import commands_for
from reader.app.keyboard.keymap import key_name
from reader.resources import resource

TEXT = resource("samples/harbour-ferry.md").read_text("utf-8")
WORDS = " ".join(re.sub(r"[*>]", "", TEXT).split())
NAMES = {
    "PER": ["Ilse Marrowby", "Tobin Ashgrove", "Henrike Solvan", "Pavel Dorrin", "Amadi Trellow"],
    "ORG": ["Averil Harbour Authority", "Marine Safety Bureau", "Brackwater Lines", "Deck and Engine", "Coast Watch",
            "Ministry of Transport", "University of Caldersund"],
    "GPE": ["Port Averil", "Tarrow", "Great Ennerby", "Caldersund", "Ennermark"],
    "GRP": ["Tarrowers"],
    "ROLE": ["chief inspector", "director", "Mayor", "Transport Minister", "Professor"],
    "DATE": ["30 March 2026", "4 March", "November 2024", "October 2025", "10 March", "2 May"],
    "NUM": ["41 centimetres", "€380,000", "€1.2 million", "2,340 inhabitants"],
    "EVENT": ["Regatta of Lights"],
    "DOC": ["Coastal Vessels Act of 2009", "Hulls and Harbours"],
    "OBJ": ["Lantern of Tarrow", "Northern Wren"],
    "ID": ["ferry@example.org"],
}  # fmt: skip
CLAIMS = [
    "the crack was \"at least two winters old\" when it was discovered on 4 March",
    "Nobody who looked at that plate could have missed it",
    "the ferry had passed \"every test that the law asks for\", most recently in October 2025",
    "The repair, the company claims, will cost no more than €380,000.",
    "No decision had been taken, Transport Minister Pavel Dorrin told the Ennermark parliament on 10 March.",
    "a test by ultrasound misses one flaw in ten",
]  # fmt: skip


def test_there_is_enough_to_tag() -> None:
    assert 500 <= len(WORDS.split()) <= 800
    names = [name for of_type in NAMES.values() for name in of_type]
    assert len(names) >= 25
    assert [n for n in names if not re.search(rf"(?<!\w){re.escape(n)}(?!\w)", WORDS)] == []
    assert [c for c in CLAIMS if c not in WORDS] == []
    tagset = tomllib.loads(resource("tagsets/default.toml").read_text("utf-8"))
    assert NAMES.keys() <= {e["id"] for e in tagset["entity"]}


@pytest.mark.parametrize(
    "mark",
    [r"\A---\ntitle: ", r"^# ", r"^## ", r"^- ", r"^\d\. ", r"^> ", r"^\| --- ", r"\*\*\w", r"(?<!\*)\*\w", r"`\w",
     r"\]\(https://example\.org/", r"!\[[^\]]+\]\([\w-]+\.png\)", "^lang: en$"],
)  # fmt: skip
def test_it_shows_what_markdown_can_do(mark: str) -> None:
    assert re.search(mark, TEXT, re.MULTILINE)


def test_its_picture_is_a_small_file_beside_it() -> None:
    (name,) = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", TEXT)
    data = resource(f"samples/{name}").read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", data[16:24])
    assert (width, height) == (1160, 520)
    assert len(data) < 100_000


def test_every_key_it_names_does_what_it_says() -> None:
    commands = commands_for(tagset_from(tomllib.loads(resource("tagsets/default.toml").read_text("utf-8"))))
    on_page = [command for command in commands if command.context in ("page", "global")]
    live = {key: command.id for command in on_page for key in command.keys}
    lesson = TEXT.partition("## Five things to try")[2]
    named = [key_name(k) for k in re.findall(r"`([^`]+)`", lesson)]
    assert len(re.findall(r"^\d\. ", lesson, re.MULTILINE)) == 5
    assert len(named) >= 15
    after_shift_v = {"f"}
    missing = [k for k in named if k not in live and k not in after_shift_v | {"Shift+V", "Enter"}]
    assert missing == []
    assert [live[k] for k in ("p", "o", "g", "d")] == ["tag.PER", "tag.ORG", "tag.GPE", "tag.DATE"]
    assert "Shift+V f" in live


def test_icons_are_drawn_on_one_grid_in_one_ink() -> None:
    verdicts = ["true", "mostly_true", "mixed", "misleading", "false", "unverified", "satire"]
    names = [*verdicts, "saved", "warning", "orphan", "document"]
    for name in names:
        root = ET.fromstring(resource(f"icons/{name}.svg").read_text("utf-8"))
        assert root.get("viewBox") == "0 0 16 16"
        assert (root.get("stroke-width"), root.get("stroke-linecap")) == ("1.5", "round")
        colours = {e.get(a) for e in root.iter() for a in ("fill", "stroke")} - {None, "none"}
        assert colours == {"#000"}, name
    tagset = tomllib.loads(resource("tagsets/default.toml").read_text("utf-8"))
    assert set(tagset["vocab"]["rating"]) == set(verdicts), "a sign for every verdict"
