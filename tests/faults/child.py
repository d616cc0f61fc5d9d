"""A program that annotates and saves until something ends it, told what to do line by line on stdin.

It stays one process that has everything imported and forks for each job, so that a job starts in milliseconds. What
a job does it tells on stdout, a line an act, before and after (`story.Story.tell`).
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from pathlib import Path
from random import Random
from typing import Any

from reader.annotations import acts
from reader.annotations.collection import Change
from reader.annotations.fields import set_fields
from reader.folders import Folders
from reader.session import SaveState, Session, read_article
from reader.sidecar.disk import files
from reader.text.spans import Span


def say(line: str) -> None:
    os.write(1, (line + "\n").encode())


def begin(job: dict[str, Any]) -> Session:
    opened = read_article(Path(job["article"]), Folders.under(Path(job["root"])))
    if job.get("writer") == "naive":  # the journal would make good what it loses
        opened = opened._replace(state=None, left=None)
    return Session(opened, rest_s=job.get("rest", 0.0))


class Annotator:
    """Makes acts on random words, each of which is told; `token` makes them different from all others'."""

    def __init__(self, session: Session, token: str) -> None:
        self.session = session
        self.random = Random(token)
        self._token = token
        self._number = 0
        self._mine: dict[str, tuple[str, bool]] = {}

    def act(self) -> tuple[str, str]:
        """One act; what it was and its token."""
        kind = self.random.choice(["add", "add", "add", "edit", "remove"])
        fresh = [token for token, (_, edited) in self._mine.items() if not edited]
        if kind == "edit" and fresh:
            token = self.random.choice(fresh)
            say(f"try edit {token}")
            key = self._mine[token][0]
            self._mine[token] = (key, True)
            before, session = self._state.annotations[key], self.session
            values = {"note": f"{token} v2"}
            text = session.article.text
            self._apply(set_fields(self._state, text, before, values, session.tagset, session.stamp))
            return kind, token
        if kind == "remove" and self._mine:
            token = self.random.choice(list(self._mine))
            say(f"try remove {token}")
            self._apply(acts.remove(self._state, [self._mine.pop(token)[0]]))
            return kind, token
        self._number += 1
        token = f"{self._token}.{self._number}"
        start = self.random.randrange(len(self.session.article.text) - 20)
        span = Span(start, start + self.random.randint(1, 20))
        say(f"try add {token}")
        change = acts.highlight(self._state, [span], self.session.stamp, note=f"{token} v1")
        self._apply(change)
        self._mine[token] = (next(key for key, _ in change.annotations), False)
        return "add", token

    @property
    def _state(self) -> Any:
        return self.session.annotations

    def _apply(self, change: Change) -> None:
        assert self.session.apply(change) is not None


def annotate(job: dict[str, Any]) -> None:
    """Acts, each saved and then told, until `acts` of them are done or the process is killed."""
    session = begin(job)
    annotator = Annotator(session, job["token"])
    say("ready - -")
    waiting: list[tuple[str, str]] = []
    while job.get("pause"):  # shown, and never saved in so many words
        annotator.act()
        time.sleep(annotator.random.uniform(0, job["pause"]))
    for number in range(job.get("acts", 1_000_000)):
        waiting.append(annotator.act())
        if number % job.get("batch", 1):
            continue
        if not _is_safe(session, job, waiting):
            continue
        for kind, token in waiting:
            say(f"done {kind} {token}")
        waiting.clear()
    if job.get("end") == "kill":
        say("rests - -")
        time.sleep(3600)
    session.close()


def _is_safe(session: Session, job: dict[str, Any], waiting: list[tuple[str, str]]) -> bool:
    status = session.save()
    if status.state is not SaveState.SAVED:
        say(f"not {waiting[-1][1]} {status.message}".replace("\n", " "))
    return status.state in (SaveState.SAVED, SaveState.SAFE)


def one_save(job: dict[str, Any]) -> None:
    """One act saved and told; then wait for a word, so that a tracer can be attached; then a few more."""
    session = begin(job)
    annotator = Annotator(session, job["token"])
    _tell_saved(annotator, job)
    say(f"ready {os.getpid()} -")
    _wait_for(job["go"])
    for _ in range(job.get("acts", 2)):
        _tell_saved(annotator, job)
    if job.get("end") == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    status = session.close()
    say(f"closed - {status.state}")


def first_save(job: dict[str, Any]) -> None:
    """Wait for a word; then open the article, an act, saved and told, and close."""
    say(f"ready {os.getpid()} -")
    _wait_for(job["go"])
    session = begin(job)
    annotator = Annotator(session, job["token"])
    _tell_saved(annotator, job)
    status = session.close()
    say(f"closed - {status.state}")


def _tell_saved(annotator: Annotator, job: dict[str, Any]) -> None:
    kind, token = annotator.act()
    if _is_safe(annotator.session, job, [(kind, token)]):
        say(f"done {kind} {token}")


def _wait_for(path: str) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    os.read(descriptor, 1)
    os.close(descriptor)


def command(job: dict[str, Any]) -> None:
    """Wait for a word, then run `postil` with these arguments."""
    from reader.cli.main import main

    for name, value in job.get("environment", {}).items():
        os.environ[name] = value
    say(f"ready {os.getpid()} -")
    _wait_for(job["go"])
    with open(job["output"], "wb") as output:  # noqa: PTH123
        os.dup2(output.fileno(), 2)
        os.dup2(output.fileno(), 1)
    raise SystemExit(main(job["arguments"]))


class NoSync(files.Disk):
    """As under eatmydata: nothing is ever synced."""

    def fsync(self, descriptor: int) -> None:
        pass


def naive_write(path: Path, data: bytes, **_: Any) -> Any:
    """What a saver looks like that nobody thought about."""
    from reader.sidecar.disk.durable import signature_of

    descriptor = files.disk.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
    files.disk.write(descriptor, data)
    files.disk.close(descriptor)
    return signature_of(path)


def prepare(job: dict[str, Any]) -> None:
    """Whatever this job has to be worse at than Postil is."""
    if job.get("disk") == "no sync":
        files.disk = NoSync()
    if job.get("writer") == "naive":
        from reader.sidecar.keeping import writing

        writing.write_durably = naive_write  # type: ignore[assignment]
    if job.get("largest_file"):
        import resource

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (job["largest_file"], job["largest_file"]))


JOBS = {"annotate": annotate, "one_save": one_save, "first_save": first_save, "command": command}


def run(job: dict[str, Any]) -> None:
    """In a process of its own."""
    status = 1
    say(f"pid - {os.getpid()}")
    try:
        prepare(job)
        JOBS[job["do"]](job)
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    except BaseException as error:
        say(f"failed - {type(error).__name__}: {error}".replace("\n", " ")[:400])
    finally:
        os._exit(status)


def main() -> None:
    import reader.cli.main
    import reader.sidecar.format.w3c_write  # noqa: F401

    for line in sys.stdin:
        job = json.loads(line)
        process = os.fork()
        if process == 0:
            run(job)
        _, status = os.waitpid(process, 0)
        say(f"ended - {os.waitstatus_to_exitcode(status)}")


if __name__ == "__main__":
    main()
