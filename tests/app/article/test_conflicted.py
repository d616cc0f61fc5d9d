"""A window says what two programs changed differently, when it comes and when it opens, until it is settled."""

from __future__ import annotations

import json

SAYS = "1 annotation was changed on two sides: both values are kept."


def theirs(window, verdict: str) -> None:
    """What another program says of the claim meanwhile."""
    document = json.loads(window.sidecar.read_text())
    document["first"]["items"][0]["claim"]["verdict"] = verdict
    window.sidecar.write_text(json.dumps(document))


def test_it_is_said_while_it_is_so_and_settled_by_key(open_text):
    window = open_text()
    window.press("c Shift+V f")
    assert window.saved()[0]["claim"]["verdict"] == "false"
    theirs(window, "true")
    window.press("Shift+V t")
    window.press("Ctrl+Z Shift+V u")
    (record,) = window.saved()
    window.until(lambda: window.window.bar.text == SAYS)
    assert record["conflict"] == {"verdict": "true"}
    window.press("Ctrl+Home %")
    assert window.bench.desk.current == record["id"]
    window.press(">")
    window.until(lambda: window.window.bar.text == "")
    (record,) = window.saved()
    assert (record["claim"]["verdict"], "conflict" in record) == ("true", False)
    window.press("Ctrl+Z")
    window.until(lambda: window.window.bar.text == SAYS)


def test_it_is_said_when_the_article_opens(open_text, folders):
    window = open_text()
    window.press("c Shift+V f")
    window.saved()
    document = json.loads(window.sidecar.read_text())
    document["first"]["items"][0]["conflict"] = {"verdict": "true"}
    window.sidecar.write_text(json.dumps(document))
    again = open_text()
    again.until(lambda: again.window.bar.text == SAYS)
    again.press("Esc")
    assert again.window.bar.text == ""
