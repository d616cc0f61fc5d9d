"""Whatever the typesetter does, the parent gets a PDF or a sentence, and the child is gone."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.errors import UserError
from reader.export.job import Cancelled
from reader.export.pdf.child import PROGRAM, Remarks, typeset

Run = Callable[..., tuple[bytes, Remarks]]
DATA = {"pictures": [], "blocks": []}


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run a child whose program is `source`."""

    def run(
        source: str, timeout_s: float = 20, cancelled: Callable[[], bool] = lambda: False, template: str = ""
    ) -> tuple[bytes, Remarks]:
        program = tmp_path / "program.py"
        program.write_text(source, encoding="utf-8")
        return typeset(template, DATA, {}, [], {}, cancelled, timeout_s, program=program)

    return run


def test_an_answer_comes_through(run: Run) -> None:
    answer = r'{"warnings": ["w"], "missing": "\u2603", "bad": [], "error": ""}' + "\n%PDF-1.7\nx"
    source = f"import sys; sys.stdin.read(); sys.stdout.buffer.write({answer.encode()!r})"
    assert run(source) == (b"%PDF-1.7\nx", (["w"], "\u2603", []))


def test_a_child_that_is_slow_to_read_gets_it_all(tmp_path: Path) -> None:
    """On a busy machine it does not read at once, and a request is larger than what a pipe holds."""
    program = tmp_path / "program.py"
    program.write_text(
        "import sys, time, json; time.sleep(0.5); request = json.load(sys.stdin);"
        """print('{"warnings": [], "missing": "", "bad": [], "error": ""}');"""
        """print('%PDF-1.7', len(request["data"]["blocks"]))""",
        encoding="utf-8",
    )
    many = {"pictures": [], "blocks": ["words"] * 200_000}
    assert typeset("", many, {}, [], {}, lambda: False, 20, program=program)[0] == b"%PDF-1.7 200000\n"


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("import os; os.kill(os.getpid(), 9)", "ended by signal 9, perhaps because memory ran out"),
        ("import os; os.abort()", "ended by signal 6, perhaps because memory ran out"),
        ("raise SystemExit('no room')", "failed: no room. Nothing was written"),
        ("import os; os.kill(os.getpid(), 15)", "ended by signal 15. Nothing"),
        ("raise MemoryError", "failed: MemoryError"),
        ("print('hello')", "no answer"),
        ("""print('{"warnings": [], "missing": "", "bad": [], "error": "bad thing"}')""", "bad thing"),
        ("""print('{"warnings": [], "missing": "", "bad": [], "error": ""}')""", "nothing"),
    ],
)
def test_a_failure_is_a_sentence(run: Run, source: str, why: str) -> None:
    with pytest.raises(UserError, match=why):
        run(source)


def test_a_child_that_hangs_is_killed(run: Run, tmp_path: Path) -> None:
    source = (
        f"import time; open({str(tmp_path / 'on')!r}, 'w').close(); time.sleep(2); open({str(tmp_path / 'off')!r}, 'w')"
    )
    with pytest.raises(UserError, match="more than 1 seconds"):
        run(source, timeout_s=1)
    time.sleep(1.5)
    assert (tmp_path / "on").exists()
    assert not (tmp_path / "off").exists()


def test_cancelling_kills_it_at_once(run: Run) -> None:
    before = time.monotonic()
    with pytest.raises(Cancelled):
        run("import time; time.sleep(30)", cancelled=lambda: time.monotonic() > before + 0.3)
    assert time.monotonic() - before < 5


def test_the_template_can_read_nothing_outside_its_folder_and_load_no_package(tmp_path: Path) -> None:
    for source in ('#read("/etc/passwd")', '#read("../../etc/passwd")', '#import "@preview/cetz:0.3.4": *'):
        with pytest.raises(UserError):
            typeset(source, DATA, {}, [], {}, lambda: False, 30)


@pytest.mark.parametrize("megabytes", [60, 150, 400])
def test_a_typesetter_without_memory_is_a_sentence(run: Run, megabytes: int) -> None:
    pytest.importorskip("resource")
    source = (
        f"import resource; resource.setrlimit(resource.RLIMIT_AS, ({megabytes} << 20,) * 2);"
        f"exec(compile(open({str(PROGRAM)!r}).read(), 'compile.py', 'exec'))"
    )
    with pytest.raises(UserError, match=r"The PDF could not be made: the typesetter .+\. Nothing was written\."):
        run(source, template="#for n in range(400000) [#n words and words #parbreak()]")


def test_no_room_for_temporary_files_is_a_sentence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", "/nowhere/at/all")
    with pytest.raises(UserError, match="temporary files cannot be used, No such file or directory"):
        run("")
