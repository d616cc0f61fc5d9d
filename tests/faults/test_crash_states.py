"""Every state that a power cut may leave by POSIX, from a record of what saving asks of the file system.

Runs everywhere. It finds what a saver that syncs nothing, and a naive one, would lose: else it would say nothing.
"""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

import pytest

from reader.annotations import acts
from reader.annotations.fields import set_fields
from reader.folders import Folders
from reader.session import SaveState, Session, read_article
from reader.sidecar.disk import files
from reader.sidecar.keeping import writing
from reader.text.spans import Span
from tests.faults.child import naive_write
from tests.faults.conftest import Tally
from tests.faults.crash_states import RecordingDisk, State, Tree, states
from tests.faults.story import Story, judge, make_article

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="folders are not synced there")


class Recorded:
    """Three acts, each saved, on an article in `root`: told, and written down call by call."""

    def __init__(self, root: Path, disk: RecordingDisk, patch: pytest.MonkeyPatch) -> None:
        self.root = root
        self.article = make_article(root / "articles")
        self.tree = Tree.of(root)
        self._disk = disk
        with patch.context() as put:
            put.setattr(files, "disk", disk)
            self._work()
        self.lines = [event.name for event in disk.events if event.what == "story"]

    def _work(self) -> None:
        session = Session(read_article(self.article, Folders.under(self.root)), rest_s=30.0)
        key = ""
        for act, token in [("add", "a"), ("add", "b"), ("edit", "a"), ("remove", "b")]:
            self._disk.note(f"try {act} {token}")
            if act == "add":
                change = acts.highlight(session.annotations, [Span(5, 20)], session.stamp, note=f"{token} v1")
                keys = {**({"a": key} if key else {}), token: next(k for k, _ in change.annotations)}
                key = keys["a"]
            elif act == "edit":
                before = session.annotations.annotations[keys[token]]
                values = {"note": f"{token} v2"}
                change = set_fields(
                    session.annotations, session.article.text, before, values, session.tagset, session.stamp
                )
            else:
                change = acts.remove(session.annotations, [keys[token]])
            assert session.apply(change) is not None
            assert session.save().state is SaveState.SAVED
            self._disk.note(f"done {act} {token}")
        session.close()

    def states(self) -> list[State]:
        return list(states(self.tree, self._disk.events))

    def problems(self, state: State) -> tuple[str, ...]:
        state.put(self.root)
        story = Story()
        for line in self.lines[: state.story]:
            story.tell(line)
        return judge(self.article, self.root, story).problems


@pytest.mark.parametrize("most", [60, pytest.param(100_000, marks=pytest.mark.slow)])
def test_whatever_a_power_cut_may_leave_nothing_that_was_saved_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tally: Tally, most: int
) -> None:
    recorded = Recorded(tmp_path, RecordingDisk(), monkeypatch)
    found = recorded.states()
    assert len(found) > 100
    for state in found if len(found) <= most else Random(1).sample(found, most):
        problems = recorded.problems(state)
        assert not problems, (problems, state.story, [name for name, _ in state.paths])
    tally("power cut, by the model", min(most, len(found)))


@pytest.mark.parametrize("worse", ["nothing synced", "naive saver"])
def test_the_model_finds_a_saver_that_is_no_good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, worse: str) -> None:
    with monkeypatch.context() as put:
        if worse == "naive saver":
            put.setattr(writing, "write_durably", naive_write)
        recorded = Recorded(tmp_path, RecordingDisk(synced=worse != "nothing synced"), monkeypatch)
    found = recorded.states()
    Random(1).shuffle(found)
    assert any(recorded.problems(state) for state in found[:300]), "it lost nothing: the model says nothing"
