"""A `kill -9` at every system call of opening and saving, and system calls that fail: strace does it to real processes.

What fails is told ("Not saved", an exit status of 1), what is told as done is done, and a new start finds it.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from reader.sidecar.places.places import SUFFIX, beside
from tests.faults.conftest import Tally
from tests.faults.processes import Gate, Server, Strace, needs_fork, needs_strace, threads_of
from tests.faults.story import Story, judge, make_article

pytestmark = [needs_fork, needs_strace]

CHANGING = {"openat", "write", "fsync", "fdatasync", "rename", "renameat", "renameat2", "unlink", "unlinkat", "mkdir",
            "mkdirat", "rmdir", "link", "linkat", "ftruncate", "flock", "fchmod"}  # fmt: skip
WAITING = {"futex", "poll", "ppoll", "clock_nanosleep", "restart_syscall", "sched_yield", "mmap", "munmap", "mprotect",
           "brk", "madvise", "rt_sigprocmask", "rt_sigaction", "gettid", "getpid", "exit", "exit_group"}  # fmt: skip
A_FOLDER = 1


class Bench:
    """An article with one process after another on it."""

    def __init__(self, folder: Path, server: Server) -> None:
        self._folder = folder
        self._server = server
        self._number = 0
        self._renew()

    def _renew(self) -> None:
        self.root = self._folder / str(self._number)
        self.article, self.story = make_article(self.root / "articles"), Story()

    def traced(self, job: str, thread: int, *options: str, output: str = "/dev/null", end: str = "close") -> int:
        """Run a job under strace on its N-th thread; its exit status."""
        self._number += 1
        if self._number % A_FOLDER == 0:
            self._renew()
        gate = Gate(self.root)
        server = self._server
        server.start(self.story.tell, do=job, article=str(self.article), root=str(self.root), go=str(gate.path),
                     token=f"s{self._number}", end=end)  # fmt: skip
        server.until("ready")
        threads = threads_of(server.pid)
        assert len(threads) == (1 if job == "first_save" else 3), "its threads are others than this test knows"
        tracer = Strace(threads[thread], *options, output=output)
        gate.open()
        status = server.wait()
        tracer.wait()
        gate.close()
        assert not server.failure, server.failure
        return status


def calls_in(path: Path) -> Counter[str]:
    return Counter(re.findall(r"^(\w+)\(", path.read_text(errors="replace"), re.MULTILINE))


WHERE = [
    pytest.param("first_save", 0, id="opening"),
    pytest.param("one_save", 0, id="annotating"),
    pytest.param("one_save", 1, id="journal"),
    pytest.param("one_save", 2, id="sidecar"),
]


@pytest.mark.parametrize("every", [6, pytest.param(1, marks=pytest.mark.slow)])
@pytest.mark.parametrize(("job", "thread"), WHERE)
def test_kill_at_each_system_call(
    tmp_path: Path, server: Server, tally: Tally, job: str, thread: int, every: int
) -> None:
    bench = Bench(tmp_path, server)
    record = tmp_path / "calls"
    status = bench.traced(job, thread, output=str(record))
    assert status == 0
    calls = calls_in(record)
    wanted = {name: count for name, count in calls.items() if name not in WAITING and (every == 1 or name in CHANGING)}
    kills = lost = 0
    places = [(name, n) for name, count in sorted(wanted.items()) for n in range(1, count + 1)]
    for name, n in places[::every]:
        status = bench.traced(job, thread, "-e", f"trace={name}", "-e", f"inject={name}:signal=KILL:when={n}")
        assert status in (0, -9)
        verdict = judge(bench.article, bench.root, bench.story)
        assert not verdict, (job, thread, name, n, verdict)
        kills += status == -9
        lost += verdict.lost
    assert kills > len(places) / every * 0.7, f"{kills} of {len(places)} were reached: {calls}"
    tally("kill -9 at a system call", kills, lost)


ERRORS = ["EIO", "ENOSPC", "EROFS", "EXDEV"]
CALLS = ["openat", "write", "fsync", "rename"]
WHEN = ["2", *(pytest.param(when, marks=pytest.mark.slow) for when in ("1+", "1", "3", "5+"))]


@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("when", WHEN)
@pytest.mark.parametrize("thread", [1, 2])
@pytest.mark.parametrize("end", ["close", "kill"])
def test_a_call_that_fails_while_saving(
    tmp_path: Path, server: Server, tally: Tally, call: str, error: str, when: str, thread: int, end: str
) -> None:
    """On the thread of the journal or of the sidecar: what it cannot do is said, and what is said to be safe is."""
    bench = Bench(tmp_path, server)
    fault = f"inject={call}:error={error}:when={when}"
    status = bench.traced("one_save", thread, "-e", f"trace={call}", "-e", fault, end=end)
    assert status == (0 if end == "close" else -9), "the process lives on"
    story = bench.story
    assert story.done + story.not_saved >= 3, "each act was told as saved or as not saved"
    verdict = judge(bench.article, bench.root, story)
    assert not verdict, (call, error, when, verdict)
    tally(f"{error} on a system call while saving", 1, verdict.lost)


@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("call", CALLS)
def test_a_command_that_says_it_is_done_is_done(
    tmp_path: Path, server: Server, tally: Tally, call: str, error: str
) -> None:
    """`postil highlight`, with a call that fails wherever it touches the article's folder."""
    import json

    article = make_article(tmp_path / "articles")
    environment = {f"XDG_{name}_HOME": str(tmp_path / name.lower()) for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    output, gate = tmp_path / "said", Gate(tmp_path)
    environment["HOME"] = str(tmp_path)
    arguments = ["highlight", str(article), "--quote", "In the year 1933", "--note", "mine"]
    server.start(lambda line: None, do="command", arguments=arguments, environment=environment, output=str(output),
                 go=str(gate.path))  # fmt: skip
    server.until("ready")
    # only what it does in the folder: what it reads elsewhere is not what this is about
    tracer = Strace(server.pid, "-P", str(article.parent), "-e", f"trace={call}",
                    "-e", f"inject={call}:error={error}:when=1+", follow=True)  # fmt: skip
    gate.open()
    status = server.wait()
    tracer.wait()
    gate.close()
    said = output.read_text()
    assert status in (0, 1), said
    assert "Traceback" not in said
    near, far = beside(article), list((tmp_path / "data" / "postil").glob("sidecars/*/annotations.json"))
    holding = [p for p in (near, *far) if p.exists() and '"mine"' in p.read_text()]
    if status == 0:
        assert holding, said
        if near not in holding:
            assert "Not saved beside the article" in said
    else:
        assert len(said.splitlines()) == 1, said
        assert "Error" not in said
    for path in (near, *far):
        if path.exists():
            json.loads(path.read_bytes())
    strays = {p.name for p in article.parent.iterdir()} - {article.name, article.name + SUFFIX}
    assert not strays or status == 1
    tally(f"{error} on a system call: a command", 1)
