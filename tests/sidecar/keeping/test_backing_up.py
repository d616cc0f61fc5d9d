"""What is said when the version that stands at the end cannot be kept."""

from __future__ import annotations

import threading

import pytest

from reader.annotations import acts
from reader.errors import UserError
from reader.folders import Folders
from reader.session import Session, read_article
from reader.sidecar.backups.backups import Backups
from reader.text.spans import Span


@pytest.mark.parametrize("is_moved", [False, True])
def test_nothing_is_said_of_what_was_moved_away_with_its_earlier_versions(tmp_path, monkeypatch, is_moved):
    folders = Folders.under(tmp_path / "user")
    path = tmp_path / "story.txt"
    path.write_text("Ann met Bo.\n", encoding="utf-8")
    session = Session(read_article(path, folders))
    session.apply(acts.highlight(session.annotations, [Span(0, 3)], session.stamp))
    session.save()
    sidecar = tmp_path / "story.txt.annotations.json"
    assert sidecar.exists()

    def gone(*_: object) -> None:
        if is_moved:
            sidecar.unlink()
        raise FileNotFoundError(2, "gone")

    monkeypatch.setattr(Backups, "keep_left", gone)
    said: list[UserError] = []
    session.close(said.append)
    for thread in threading.enumerate():
        if thread.name == "postil-left":
            thread.join(10)
    assert bool(said) is not is_moved
