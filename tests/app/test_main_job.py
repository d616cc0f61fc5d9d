"""The main job, by key presses alone: the Shoigu article read, annotated, kept and exported.

What it has to come to was written down before (`shoigu_expected.json`); the keys are in `shoigu.keys`.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from reader.app.article.opening import Reading
from reader.app.replay.headless import Keyboard
from reader.session import Session, read_article
from reader.text.quotes import find_quote

HERE = Path(__file__).resolve().parent


@pytest.fixture
def shoigu(shared, tmp_path) -> Path:
    copy = tmp_path / "shoigu-in-pyongyang.txt"
    shutil.copyfile(shared / "articles" / copy.name, copy)
    return copy


@pytest.fixture
def script() -> str:
    return (HERE / "shoigu.keys").read_text(encoding="utf-8")


def expected(text: str) -> tuple[list, list]:
    """Mentions as (type, start, end) and claims as (spans, source, verdict, note), sorted as they stand."""
    written = json.loads((HERE / "shoigu_expected.json").read_text(encoding="utf-8"))
    mentions = []
    for type_id, quote, nth in written["mentions"]:
        span = find_quote(text, quote)[nth - 1]
        mentions.append((type_id, span.start, span.end))
    claims = []
    for claim in written["claims"]:
        spans = [(s.start, s.end) for s in (find_quote(text, q)[0] for q in claim["quotes"])]
        claims.append((spans, claim["source"], claim["verdict"], claim["note"]))
    assert len(mentions) >= 40 and len({m[0] for m in mentions}) >= 10
    assert len(claims) == 5 and any(len(c[0]) > 1 for c in claims) and sum(bool(c[1]) for c in claims) >= 3
    return sorted(mentions, key=lambda m: m[1:]), sorted(claims)


def test_without_a_window(shoigu, script, folders):
    session = Session(read_article(shoigu, folders))
    Keyboard(session).run(script)
    session.close()
    assert on_disk(Path(f"{shoigu}.annotations.json")) == expected(session.article.text)


def on_disk(sidecar: Path) -> tuple[list, list]:
    mentions, claims = [], []
    for item in json.loads(sidecar.read_text(encoding="utf-8"))["first"]["items"]:
        places = [(t["selector"][1]["start"], t["selector"][1]["end"]) for t in item["target"]]
        bodies = {b["purpose"]: b.get("value") for b in item.get("body", [])}
        if "Mention" in item["type"]:
            mentions.append((bodies["tagging"], *places[0]))
        elif "Claim" in item["type"]:
            facts = item["claim"]
            speaker = next((a["name"] for a in facts.get("attribution", []) if a["role"] == "speaker"), "")
            claims.append((places, speaker, facts.get("verdict", ""), bodies.get("commenting", "")))
    return sorted(mentions, key=lambda m: m[1:]), sorted(claims)


def test_in_the_window(shoigu, script, qtbot, postil, folders, attend):
    before = shoigu.read_bytes()
    reading = Reading.of(shoigu, folders)
    reading.thread.join(10)
    window = attend(postil.show(reading))
    for line in script.splitlines():
        if line.startswith("#"):
            continue
        for typed, key in re.findall(r'"([^"]*)"|([^\s"]+)', line):
            if key:
                window.press(key)
            else:
                window.type(typed)
                if window.focused() is not window.window.find_bar.field:
                    window.press("Enter")  # a note or a field of the card is kept by it
    window.saved()
    assert on_disk(window.sidecar) == expected(window.text)
    assert shoigu.read_bytes() == before
