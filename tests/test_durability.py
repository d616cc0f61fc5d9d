"""What was done is there again: after kill -9, after a disk that took nothing, and undo after closing the article."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reader.annotations import acts
from reader.annotations.fields import set_fields
from reader.errors import UserError
from reader.folders import Folders
from reader.session import SaveState, SaveStatus, Session, read_article
from reader.sidecar.backups.backups import Backups
from reader.sidecar.backups.thinning import Why
from reader.sidecar.journal.frames import framed, scan
from reader.sidecar.journal.recovery import prune
from reader.sidecar.places.places import beside
from reader.text.quotes import find_quote
from reader.text.spans import Span
from tests.test_session import TEXT, Opener, article, on_disk, opened, tag, until, words

__all__ = ["article", "opened"]  # fixtures


def journals(root: Path) -> list[Path]:
    return sorted((root / "state" / "journals").glob("*.journal"))


ATTEMPTS = 5  # a busy machine makes it take longer, and never shorter


def unsaved(root: Path) -> int:
    """How many changes are in journals that are in no sidecar."""
    metas = [[f.meta for f in scan(path.read_bytes()).frames] for path in journals(root)]
    saved = [max((m["n"] for m in each if m["is"] == "saved"), default=0) for each in metas]
    return sum(
        m["is"] in ("apply", "undo") and m["n"] > up_to for each, up_to in zip(metas, saved, strict=True) for m in each
    )


def in_journals(root: Path, number: int) -> None:
    """Wait until so many changes are there that are in no sidecar."""
    until(lambda: unsaved(root) == number)


CHILD = """
import sys, time
from pathlib import Path
from reader.annotations import acts
from reader.folders import Folders
from reader.session import Session, read_article
from reader.text.spans import Span
if sys.argv[4] != "0":
    import resource, signal
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[4]),) * 2)
session = Session(read_article(Path(sys.argv[1]), Folders.under(Path(sys.argv[2]))), rest_s=float(sys.argv[3]))
said = []
def tell(status):
    if status.message and status.message not in said:
        said.append(status.message)
        print("said", status.state, flush=True)
session.subscribe_status(tell)
for line in sys.stdin:
    if line == "undo\\n":
        session.undo()
    elif line == "save\\n":
        session.save()
    else:
        start, end = map(int, line.split())
        change = acts.tag(session.annotations, session.article.text, [Span(start, end)], "PER", session.stamp)
        session.apply(change)
    print("done", flush=True)
"""


class Child:
    """A session in a process that can be killed."""

    def __init__(self, article: Path, root: Path, rest_s: float = 3600, largest: int = 0) -> None:
        command = [sys.executable, "-c", CHILD, str(article), str(root), str(rest_s), str(largest)]
        self.said: list[str] = []
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def do(self, line: str) -> None:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()
        while (answer := self._process.stdout.readline()).startswith("said "):
            self.said.append(answer.removeprefix("said ").strip())
        assert answer == "done\n"

    def tag(self, quote: str) -> None:
        span = find_quote(TEXT, quote)[0]
        self.do(f"{span.start} {span.end}")

    def kill(self) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._process.communicate()

    def __enter__(self) -> Child:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()


@pytest.fixture
def child(article: Path, tmp_path: Path) -> Callable[..., Child]:
    return lambda **options: Child(article, tmp_path, **options)


def test_killed_a_quarter_of_a_second_after_a_change_it_is_there_and_can_be_undone(
    child: Callable[..., Child], opened: Opener, article: Path, tmp_path: Path
) -> None:
    for _ in range(ATTEMPTS):
        with child() as killed:
            killed.tag("Moscow")
            killed.tag("Sergei Shoigu")
            time.sleep(0.25)
            killed.kill()
        assert not beside(article).exists()
        session = opened()
        if session.recovered == 2:
            break
        session.undo()
        session.close()
    assert words(session) == ["Sergei Shoigu", "Moscow"]
    assert session.recovered == 2
    until(lambda: session.status == SaveStatus(SaveState.SAVED))
    assert on_disk(article) == ["Sergei Shoigu", "Moscow"]
    session.undo()
    session.close()
    assert on_disk(article) == ["Moscow"]
    assert opened().recovered == 0


def test_killed_between_changes_that_keep_coming_at_most_a_quarter_of_a_second_is_lost(
    child: Callable[..., Child], article: Path, tmp_path: Path
) -> None:
    lost = []
    for _ in range(ATTEMPTS):
        made = []
        with child() as killed:
            for number in range(80):
                killed.do(f"{number} {number + 1}")
                made.append(time.monotonic())
                time.sleep(0.01)
            dead = time.monotonic()
            killed.kill()
        (path,) = journals(tmp_path)
        there = sum(frame.meta["is"] == "apply" for frame in scan(path.read_bytes()).frames)
        path.unlink()
        lost.append(sum(at < dead - 0.25 for at in made) - there)
        if lost[-1] <= 0:
            break
    assert min(lost) <= 0, lost


def test_killed_when_all_was_saved_nothing_is_recovered_and_undo_goes_on(
    child: Callable[..., Child], opened: Opener, tmp_path: Path
) -> None:
    with child() as killed:
        killed.tag("Moscow")
        killed.tag("Sergei Shoigu")
        killed.do("undo")
        in_journals(tmp_path, 3)
        killed.do("save")
        in_journals(tmp_path, 0)
        killed.kill()
    session = opened()
    assert session.recovered == 0
    assert (session.history.undo_label, session.history.redo_label, session.history.undo_depth) == ("Tag", "Tag", 1)
    session.redo()
    assert words(session) == ["Sergei Shoigu", "Moscow"]
    session.undo()
    session.undo()
    assert words(session) == []


def test_a_sidecar_that_others_changed_meanwhile_is_merged_with_the_journal(
    child: Callable[..., Child], opened: Opener, article: Path, tmp_path: Path
) -> None:
    before = opened(rest_s=3600)
    tag(before, "Moscow", "LOC")
    tag(before, "Pyongyang", "LOC")
    before.close()
    with child() as killed:
        killed.tag("Sergei Shoigu")
        in_journals(tmp_path, 1)
        killed.kill()
    held = [path.read_bytes() for path in journals(article.parent.parent)]
    other = read_article(article, Folders.under(article.parent.parent / "another user"))
    session = Session(other)
    (moscow,) = [a for a in session.annotations if a.spans[0].of(TEXT) == "Moscow"]
    session.apply(set_fields(session.annotations, TEXT, moscow, {"note": "theirs"}, session.tagset, session.stamp))
    session.close()
    assert [path.read_bytes() for path in journals(article.parent.parent)] == held
    after = opened()
    assert words(after) == ["Sergei Shoigu", "Pyongyang", "Moscow"]
    assert [a.note for a in after.annotations if a.note] == ["theirs"]
    assert after.recovered == 1
    steps = (after.history.undo_label, after.history.undo_depth)
    assert steps == ("Recovered changes", 1), "older steps do not fit any more"
    after.undo()
    assert words(after) == ["Pyongyang", "Moscow"]
    after.close()
    assert len(journals(article.parent.parent)) == 1


def test_a_save_that_nobody_came_to_note_makes_no_conflict_with_what_was_changed_after_it(
    child: Callable[..., Child], opened: Opener, article: Path, tmp_path: Path
) -> None:
    session = opened(rest_s=3600)
    tag(session, "Moscow", "LOC")

    def note(words: str) -> None:
        (mention,) = session.annotations
        session.apply(set_fields(session.annotations, TEXT, mention, {"note": words}, session.tagset, session.stamp))

    note("first")
    session.save()
    note("second")
    beside_before = beside(article).read_bytes()
    session.close()
    beside(article).write_bytes(beside_before)
    (path,) = journals(tmp_path)
    frames = scan(path.read_bytes()).frames
    path.write_bytes(b"".join(framed(f.meta, f.data) for f in frames if f.meta["is"] not in ("saving", "saved")))
    again = opened()
    assert again.recovered == 3
    again.save()
    assert [a.note for a in opened().annotations] == ["second"]
    assert b"conflict" not in beside(article).read_bytes()


def test_an_article_that_changed_meanwhile_gets_the_journal_on_its_words(
    child: Callable[..., Child], opened: Opener, article: Path, tmp_path: Path
) -> None:
    with child() as killed:
        killed.tag("Sergei Shoigu")
        in_journals(tmp_path, 1)
        killed.kill()
    article.write_text("Some days ago " + TEXT, encoding="utf-8")
    session = opened()
    assert words(session) == ["Sergei Shoigu"]
    assert session.save() == SaveStatus(SaveState.SAVED)


def test_two_windows_that_were_killed_are_both_brought_in(
    child: Callable[..., Child], opened: Opener, article: Path, tmp_path: Path
) -> None:
    with child() as one, child() as two:
        one.tag("Sergei Shoigu")
        two.tag("Moscow")
        in_journals(tmp_path, 2)
        assert opened().recovered == 0, "both are alive"
        one.kill()
        two.kill()
    session = opened()
    assert words(session) == ["Sergei Shoigu", "Moscow"]
    assert session.recovered == 2
    session.close()
    assert on_disk(article) == ["Sergei Shoigu", "Moscow"]
    assert opened().recovered == 0
    assert len(journals(tmp_path)) == 1


def test_killed_again_before_it_could_be_saved_it_is_still_there(
    child: Callable[..., Child], opened: Opener, article: Path, tmp_path: Path
) -> None:
    with child(rest_s=0.05) as one:
        one.do("save")
        beside(article).mkdir()  # so that nothing can be saved from now on
        one.tag("Sergei Shoigu")
        in_journals(tmp_path, 1)
        one.kill()
    beside(article).rmdir()
    with child(rest_s=3600) as two:
        two.tag("Moscow")
        until(lambda: b'"n":2' in journals(tmp_path)[0].read_bytes())
        two.kill()
    session = opened()
    session.save()
    assert on_disk(article) == ["Sergei Shoigu", "Moscow"]


def test_a_moved_article_finds_its_journal(child: Callable[..., Child], article: Path, tmp_path: Path) -> None:
    with child() as killed:
        killed.tag("Sergei Shoigu")
        in_journals(tmp_path, 1)
        killed.kill()
    copy = article.with_name("copy.txt")
    copy.write_bytes(article.read_bytes())
    assert read_article(copy, Folders.under(tmp_path)).loaded.recovered is None, "the article is still there"
    elsewhere = article.rename(tmp_path / "renamed.txt")
    session = Session(read_article(elsewhere, Folders.under(tmp_path)))
    assert words(session) == ["Sergei Shoigu"]
    session.close()
    assert on_disk(elsewhere) == ["Sergei Shoigu"]


# -- undo ------------------------------------------------------------------------------------------


def test_undo_and_redo_survive_closing_with_their_names(opened: Opener, article: Path) -> None:
    session = opened()
    tag(session, "Moscow", "LOC")
    tag(session, "Sergei Shoigu")
    (mention,) = [a for a in session.annotations if a.spans[0].of(TEXT) == "Moscow"]
    session.apply(acts.remove(session.annotations, [mention.id]))
    states = [session.annotations]
    label = session.history.undo_label
    session.undo()
    states.append(session.annotations)
    session.close()
    for _ in range(3):  # however often it is opened
        again = opened()
        assert (again.history.undo_depth, again.history.undo_label, again.history.redo_label) == (2, "Tag", label)
        assert again.annotations == states[1]
        again.redo()
        assert again.annotations == states[0]
        again.undo()
        again.close()
    again = opened()
    again.undo()
    again.undo()
    again.close()
    assert on_disk(article) == []
    last = opened()
    last.redo()
    assert words(last) == ["Moscow"]
    tag(last, "Pyongyang", "LOC")
    assert last.history.redo_label == ""


def test_undo_ends_where_the_sidecar_changed_outside(opened: Opener, article: Path, tmp_path: Path) -> None:
    session = opened()
    tag(session, "Moscow", "LOC")
    session.close()
    assert len(journals(tmp_path)) == 1
    data = beside(article).read_bytes()
    beside(article).write_bytes(data.replace(b'"total": 1', b'"total":  1'))
    again = opened()
    assert (again.history.undo_label, again.recovered, words(again)) == ("", 0, ["Moscow"])
    again.close()
    assert journals(tmp_path) == [], "what it knew is in the sidecar, and nobody can go back by it"


def test_what_was_written_of_a_sidecar_that_is_gone_does_not_come_back(opened: Opener, article: Path) -> None:
    session = opened()
    tag(session, "Moscow", "LOC")
    session.close()
    beside(article).unlink()
    assert words(opened()) == []


def test_reading_again_goes_on_with_the_same_journal(opened: Opener, article: Path, tmp_path: Path) -> None:
    before = opened()
    tag(before, "Moscow", "LOC")
    before.save()
    session = opened()  # as the window does: read while the one before is still open
    before.close()
    session.continue_history(before, session.find_history())
    tag(session, "Pyongyang", "LOC")
    session.close()
    assert len(journals(tmp_path)) == 1
    again = opened()
    again.undo()
    again.undo()
    assert words(again) == []


# -- what cannot be saved ----------------------------------------------------------------------------


def test_what_cannot_be_saved_is_in_the_journal_and_comes_in_at_the_next_opening(
    opened: Opener, article: Path, tmp_path: Path
) -> None:
    session, heard = opened(rest_s=0.01), []
    session.subscribe_status(heard.append)
    beside(article).mkdir()
    tag(session, "Moscow", "LOC")
    until(lambda: session.status.state is SaveState.SAFE)
    assert "kept in Postil's journal" in session.status.message
    tag(session, "Sergei Shoigu")
    assert session.close().state is SaveState.SAFE
    assert {s.message for s in heard if s.message} == {session.status.message}, "told once"
    assert len(journals(tmp_path)) == 1
    beside(article).rmdir()
    again = opened()
    assert words(again) == ["Sergei Shoigu", "Moscow"] and again.recovered == 2
    until(lambda: again.status == SaveStatus(SaveState.SAVED))
    assert on_disk(article) == ["Sergei Shoigu", "Moscow"]


def test_a_choice_that_cannot_be_saved_is_in_the_journal(opened: Opener, article: Path) -> None:
    session = opened(rest_s=0.01)
    beside(article).mkdir()
    session.set_language("ko")
    until(lambda: session.status.state is SaveState.SAFE)
    beside(article).rmdir()
    assert session.save() == SaveStatus(SaveState.SAVED)
    assert '"chosenLanguage": "ko"' in beside(article).read_text(encoding="utf-8")


def killed(session: Session) -> None:
    """Its journal is durable; then it is gone, and what it held is held by nobody."""
    journal = session._safe._journal
    assert journal is not None and journal.flush() is None and journal._file is not None
    journal._file.close()


def test_a_language_that_was_chosen_survives_a_kill_and_so_does_what_undo_knows(opened: Opener, article: Path) -> None:
    session = opened(rest_s=3600.0)
    tag(session, "Moscow", "LOC")
    session.save()
    tag(session, "Sergei Shoigu")
    session.set_language("ko")
    tag(session, "Pyongyang", "LOC")
    killed(session)
    again = opened()
    assert again.article.language == "ko" and again.choices.language == "ko" and again.recovered == 2
    until(lambda: again.status == SaveStatus(SaveState.SAVED))
    assert '"chosenLanguage": "ko"' in beside(article).read_text(encoding="utf-8")
    assert again.history.undo_depth == 3, "the choice parts nothing"
    for _ in range(3):
        again.undo()
    assert words(again) == []
    again.close()
    third = opened()
    assert third.article.language == "ko" and third.history.redo_label
    third.close()


def test_a_choice_that_is_saved_does_not_come_from_the_journal_again(opened: Opener, article: Path) -> None:
    session = opened(rest_s=3600.0)
    session.set_language("ko")
    session.save()
    session._safe._journal.flush()  # type: ignore[union-attr]
    killed(session)
    text = beside(article).read_text(encoding="utf-8")
    beside(article).write_text(text.replace('"ko"', '"ja"'), encoding="utf-8")  # another program's
    assert opened().article.language == "ja"


@pytest.mark.parametrize("edited", [False, True])
def test_an_encoding_that_was_chosen_survives_a_kill_as_long_as_the_file_is_the_same(
    opened: Opener, article: Path, tmp_path: Path, edited: bool
) -> None:
    article.write_bytes("Сергей Шойгу прибыл в Пхеньян. Почта добирается туда на лодках.\n".encode("cp1251"))
    first = opened()
    assert first.article.encoding == "cp1251"
    first.close()
    session = Session(read_article(article, Folders.under(tmp_path), encoding="koi8-r"), rest_s=3600.0)
    session.keep_choices()
    session.apply(acts.highlight(session.annotations, [Span(0, 6)], session.stamp))
    word = session.article.text[:6]
    killed(session)
    if edited:
        article.write_text("Kim Jong Un and others.\n", encoding="utf-8")
    again = opened()
    assert (again.article.encoding, again.choices.encoding) == (("utf-8", "") if edited else ("koi8-r", "koi8-r"))
    assert again.recovered == 1
    if not edited:
        assert words(again) == [word]
    again.close()
    assert opened().article.encoding == ("utf-8" if edited else "koi8-r")


@pytest.mark.skipif(sys.platform == "win32", reason="rights work otherwise there")
def test_with_a_journal_that_cannot_be_written_either_it_is_said_that_it_is_only_in_memory(
    opened: Opener, article: Path, tmp_path: Path
) -> None:
    (tmp_path / "state").write_text("no folder")
    session = opened(rest_s=0.01)
    beside(article).mkdir()
    tag(session, "Moscow", "LOC")
    until(lambda: session.status.state is SaveState.NOT_SAVED)
    assert "only in this window" in session.status.message
    assert "The journal cannot be written" in session.status.message
    (tmp_path / "state").unlink()
    tag(session, "Sergei Shoigu")
    assert session.save().state is SaveState.SAFE
    beside(article).rmdir()
    assert session.save() == SaveStatus(SaveState.SAVED)


def test_a_journal_that_cannot_be_written_while_saving_works_is_said_too(
    opened: Opener, article: Path, tmp_path: Path
) -> None:
    (tmp_path / "state").write_text("no folder")
    session = opened(rest_s=0.01)
    tag(session, "Moscow", "LOC")
    until(lambda: session.status.state is SaveState.SAVED and bool(session.status.message))
    assert "The journal cannot be written" in session.status.message and "once it is saved" in session.status.message
    assert on_disk(article) == ["Moscow"]


def test_a_broken_sidecar_leaves_the_journal_alone_until_it_is_set_aside(
    child: Callable[..., Child], opened: Opener, article: Path, tmp_path: Path
) -> None:
    with child() as killed:
        killed.tag("Sergei Shoigu")
        in_journals(tmp_path, 1)
        killed.kill()
    beside(article).write_bytes(b"{bro")
    session = opened()
    with pytest.raises(UserError, match="not valid JSON"):
        tag(session, "Moscow")
    session.set_aside(datetime(2026, 1, 1))
    session.close()
    assert words(opened()) == ["Sergei Shoigu"]


def test_a_broken_sidecar_that_is_set_aside_goes_on_with_all_that_the_journal_holds(
    opened: Opener, article: Path
) -> None:
    session = opened()
    tag(session, "Moscow", "LOC")
    tag(session, "Sergei Shoigu")
    session.close()
    beside(article).write_bytes(b"{bro")
    broken = opened()
    assert broken.broken and broken.read_only is not None
    broken.set_aside(datetime(2026, 1, 1))
    broken.close()
    again = opened()
    assert words(again) == ["Sergei Shoigu", "Moscow"]
    assert again.history.undo_depth == 2
    again.close()
    assert on_disk(article) == ["Sergei Shoigu", "Moscow"]


def test_a_broken_sidecar_that_is_set_aside_goes_on_with_the_backup_and_what_was_done_after_it(
    opened: Opener, article: Path, tmp_path: Path
) -> None:
    elsewhere = Session(read_article(article, Folders.under(tmp_path / "another user")))
    tag(elsewhere, "Pyongyang", "LOC")
    elsewhere.close()
    session = opened()
    tag(session, "Moscow", "LOC")
    session.save()
    backups = Backups(tmp_path / "state", article, session.article.sha256)
    backups.keep(beside(article).read_bytes(), Why.CHANGE, 2, datetime.now(UTC))
    tag(session, "Sergei Shoigu")
    session.close()
    [left] = [backup.path for backup in backups.all() if backup.why is Why.LEFT]
    left.unlink()  # as if it had ended in a crash
    beside(article).write_bytes(b"{bro")
    broken = opened()
    broken.set_aside(datetime(2026, 1, 1))
    broken.close()
    again = opened()
    assert words(again) == ["Sergei Shoigu", "Pyongyang", "Moscow"]
    assert again.recovered == 1


@pytest.mark.parametrize("is_crash", [False, True])
def test_what_a_session_saved_comes_back_however_old_the_last_backup_for_the_time_was(
    opened: Opener, article: Path, tmp_path: Path, is_crash: bool
) -> None:
    for quote in ("Pyongyang", "Moscow"):  # commands, which keep no journal: the first version is kept, not the second
        command = opened()
        command.end_journal()
        tag(command, quote, "LOC")
        command.close()
    session = opened()
    tag(session, "Sergei Shoigu")
    session.save()
    kept = Backups(tmp_path / "state", article, session.article.sha256)
    assert [backup.annotations for backup in kept.all()] == [2, 1]
    session.close()
    left = kept.all()[0]
    assert (left.why, left.annotations) == (Why.LEFT, 3)
    if is_crash:
        left.path.unlink()
    beside(article).write_bytes(b"{bro")
    broken = opened()
    assert broken.set_aside(datetime(2026, 1, 1)) == kept.all()[0]
    broken.close()
    assert words(opened()) == ["Sergei Shoigu", "Pyongyang", "Moscow"]


def test_a_journal_that_does_not_know_the_backup_comes_in_if_it_is_the_newer_one(
    opened: Opener, article: Path, tmp_path: Path
) -> None:
    command = opened()
    command.end_journal()
    tag(command, "Pyongyang", "LOC")
    command.close()
    kept = Backups(tmp_path / "state", article, command.article.sha256)
    old = kept.keep(beside(article).read_bytes() + b"\n", Why.CHANGE, 1, datetime.now(UTC))
    session = opened()
    tag(session, "Sergei Shoigu")
    session.close()
    for backup in kept.all():
        if backup.path != old.path:
            backup.path.unlink()
    beside(article).write_bytes(b"{bro")
    opened().set_aside(datetime(2026, 1, 1))
    assert words(opened()) == ["Sergei Shoigu", "Pyongyang"]


def test_what_lies_there_for_long_goes_when_it_is_saved(
    child: Callable[..., Child], opened: Opener, article: Path, tmp_path: Path
) -> None:
    session = opened()
    tag(session, "Moscow", "LOC")
    session.close()
    (old,) = journals(tmp_path)
    prune(tmp_path / "state", time.time() + 30 * 86_400)
    assert journals(tmp_path) == [old]
    kept = old.read_bytes()
    old.write_bytes(kept[: kept.rindex(b"J ")])  # without the mark that it is saved
    prune(tmp_path / "state", time.time() + 100 * 86_400)
    assert journals(tmp_path) == [old]
    old.write_bytes(kept)
    prune(tmp_path / "state", time.time() + 100 * 86_400)
    assert journals(tmp_path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="no limits of this kind there")
def test_a_disk_without_room_for_the_sidecar_is_said_once_and_the_journal_has_all(
    child: Callable[..., Child], opened: Opener, article: Path, tmp_path: Path
) -> None:
    with child(rest_s=0.01, largest=4_000) as full:
        for quote in ("Moscow", "Sergei Shoigu", "Pyongyang", "Kim Jong Un"):
            full.tag(quote)
            full.do("save")
        assert full.said == ["Not saved, but safe"]
        full.kill()
    session = opened()
    assert words(session) == ["Kim Jong Un", "Sergei Shoigu", "Pyongyang", "Moscow"]
    assert session.save() == SaveStatus(SaveState.SAVED)


@pytest.mark.skipif(sys.platform == "win32", reason="rights work otherwise there")
@pytest.mark.parametrize(("of_article", "of_sidecar"), [(0o600, 0o600), (0o640, 0o640), (0o444, 0o644), (0o666, 0o666)])
def test_nobody_may_read_a_new_sidecar_who_may_not_read_the_article(
    opened: Opener, article: Path, of_article: int, of_sidecar: int
) -> None:
    article.chmod(of_article)
    before = os.umask(0)
    try:
        session = opened()
        tag(session, "Moscow", "LOC")
        session.close()
    finally:
        os.umask(before)
    assert stat.S_IMODE(beside(article).stat().st_mode) == of_sidecar
    beside(article).chmod(0o664)
    again = opened()
    tag(again, "Sergei Shoigu")
    again.close()
    assert stat.S_IMODE(beside(article).stat().st_mode) == 0o664, "what was chosen for it is kept"


# -- commands --------------------------------------------------------------------------------------


def test_a_command_brings_in_what_a_killed_window_left_and_leaves_a_living_one_alone(
    child: Callable[..., Child], article: Path, tmp_path: Path
) -> None:
    def postil(*arguments: str) -> subprocess.CompletedProcess[str]:
        code = (
            "import sys; from pathlib import Path; from reader.folders import Folders\n"
            f"Folders.of_user = classmethod(lambda cls: cls.under(Path({str(tmp_path)!r})))\n"
            "from reader.cli.main import main; sys.exit(main())"
        )
        return subprocess.run([sys.executable, "-c", code, *arguments], text=True, capture_output=True, check=False)

    with child() as living, child() as killed:
        living.tag("Pyongyang")
        killed.tag("Sergei Shoigu")
        in_journals(tmp_path, 2)
        killed.kill()
        done = postil("tag", str(article), "--type", "LOC", "--quote", "Moscow", "--nth", "1")
        assert done.returncode == 0, done.stderr
        assert "1 change that was not saved" in done.stderr
        assert on_disk(article) == ["Sergei Shoigu", "Moscow"]
        assert len(journals(tmp_path)) == 2
        done = postil("show", str(article))
        assert done.returncode == 0 and "journal" not in done.stderr
        living.do("save")
    assert on_disk(article) == ["Sergei Shoigu", "Pyongyang", "Moscow"]


def test_a_command_keeps_no_journal(article: Path, tmp_path: Path) -> None:
    session = Session(read_article(article, Folders.under(tmp_path)))
    session.end_journal()
    tag(session, "Moscow")
    session.close()
    assert journals(tmp_path) == []


# -- speed -----------------------------------------------------------------------------------------


def test_a_bulk_change_is_written_on_the_journals_thread(opened: Opener, article: Path, tmp_path: Path) -> None:
    article.write_text("Kim smiled. " * 20_000, encoding="utf-8")
    session = opened(rest_s=3600)
    text = session.article.text
    spans = [Span(n * 12, n * 12 + 3) for n in range(20_000)]
    change = acts.tag(session.annotations, text, spans, "PER", session.stamp)
    session.apply(change)
    until(lambda: bool(journals(tmp_path)) and journals(tmp_path)[0].stat().st_size > 400_000)
    assert journals(tmp_path)[0].stat().st_size < 4_000_000
    states = [session.annotations]
    session.close()
    again = opened()
    assert again.annotations == states[0]
    again.undo()
    assert words(again) == []
    again.redo()
    assert again.annotations == states[0]
