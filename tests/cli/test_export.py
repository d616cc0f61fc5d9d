"""`postil export`: each choice by an option of its own, what stands in the way said in one sentence."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pikepdf
import pytest

from reader.export import registry
from reader.export.pdf.options import CHOICES
from reader.export.registry import ExportFormat

STORY = (
    "Ada Lovelace wrote to Charles Babbage in London. She said that the engine weaves patterns, and he agreed.\n\n"
    "The engine was never built.\n"
)


@pytest.fixture
def story(postil, article) -> Path:
    path: Path = article("story.txt", STORY)
    for made in (
        ("tag", path, "--type", "PER", "--quote", "Ada Lovelace"),
        ("tag", path, "--type", "GPE", "--quote", "London"),
        ("claim", path, "--quote", "the engine weaves patterns", "--verdict", "false", "--note", "checked"),
        ("highlight", path, "--quote", "never built"),
    ):
        assert postil(*made).status == 0
    return path


def exported(postil, story: Path, *options: str) -> pikepdf.Pdf:
    ran = postil("export", story, "--to", "pdf", *options)
    assert ran.status == 0 and ran.err == "" and ran.out == f"{story}.pdf\n"
    return pikepdf.open(ran.out.strip())


def told(pdf: pikepdf.Pdf) -> list[str]:
    """What the annotations of the first page say."""
    return [
        str(a.Contents) for a in pdf.pages[0].Annots if "/Contents" in a and a.Subtype in ("/Highlight", "/Underline")
    ]


def test_unless_told_all_is_there_on_white_a4(postil, story):
    with exported(postil, story) as pdf:
        said = told(pdf)
        assert [float(n) for n in pdf.pages[0].mediabox[2:]] == pytest.approx([595.28, 841.89], abs=0.1)
        assert len(said) == 4 and any("false" in each.casefold() and "checked" in each for each in said)
        assert len(pdf.pages) > 1 and "/StructTreeRoot" not in pdf.Root


@pytest.mark.parametrize(
    ("options", "kept"),
    [
        (("--types", "per"), ["Ada Lovelace", "engine", "highlight"]),
        (("--claims-only",), ["engine"]),
        (("--no-claims",), ["Ada Lovelace", "London", "highlight"]),
        (("--no-mentions", "--no-highlights"), ["engine"]),
    ],
)
def test_what_is_left_out_is_no_annotation(postil, story, options, kept):
    with exported(postil, story, *options) as pdf:
        assert len(told(pdf)) == len(kept)


def test_verdicts_notes_and_the_appendix_can_be_left_out(postil, story):
    with exported(postil, story, "--no-verdicts", "--no-notes", "--no-appendix") as pdf:
        assert len(told(pdf)) == 4 and len(pdf.pages) == 1
        assert not any("false" in each.casefold() or "checked" in each for each in told(pdf))


def test_paper_and_standard_are_what_they_are_called(postil, story):
    with exported(postil, story, "--paper", "US Letter", "--standard", "UA-1") as pdf:
        assert [float(n) for n in pdf.pages[0].mediabox[2:]] == [612, 792]
        assert "/StructTreeRoot" in pdf.Root


def test_the_choices_change_the_bytes_and_go_to_stdout_too(story):
    seen = set()
    for options in ((), ("--tone", "sepia"), ("--no-numbers",)):
        done = subprocess.run(
            [sys.executable, "-m", "reader", "export", str(story), "--to", "pdf", "-o", "-", *options],
            capture_output=True, check=True,
        )  # fmt: skip
        with pikepdf.open(io.BytesIO(done.stdout)) as pdf:
            assert len(told(pdf)) == 4
        seen.add(done.stdout)
    assert len(seen) == 3


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--paper", "a44"), "a4"),
        (("--tone", "pink"), "paper, sepia"),
        (("--standard", "a-3b"), "a-3a"),
        (("--types", "PRE"), "PER"),
        (("--papper", "a4"), "--paper"),
        (("--claims-only", "--no-claims"), "exclude each other"),
    ],
)
def test_what_cannot_be_chosen_is_wrong_usage_with_the_nearest_known(postil, story, options, says):
    ran = postil("export", story, "--to", "pdf", *options)
    assert ran.status == 2 and says in ran.err and ran.out == ""
    assert not Path(f"{story}.pdf").exists()


def test_options_of_another_format_are_refused(postil, story, monkeypatch):
    plain = ExportFormat("plain", "Plain text", ".out", lambda job: job.article.text.encode(), lambda _path: True)
    monkeypatch.setattr(registry, "FORMATS", (*registry.FORMATS, plain))
    for option in (("--paper", "a4"), ("--no-notes",), ("--claims-only",)):
        ran = postil("export", story, "--to", "plain", *option)
        assert ran.status == 2 and f"{option[0]} is no option of an export to plain" in ran.err
    assert postil("export", story, "--to", "plain").status == 0


def test_help_names_each_choice_and_its_values(postil):
    said = " ".join(postil("export", "--help").out.split())
    for choice in CHOICES:
        assert f"--no-{choice.name}" in said if choice.kind == "switch" else f"--{choice.name}" in said
        assert all(value in said for value, _ in choice.values)


def test_several_articles_go_into_a_folder(postil, story, article, tmp_path):
    other = article("other.txt", "Nobody is named here.")
    folder = tmp_path / "out"
    assert postil("export", story, other, "--to", "pdf", "-o", folder, "--paper", "a5").status == 2  # there is none
    folder.mkdir()
    ran = postil("export", story, other, "--to", "pdf", "-o", folder, "--paper", "a5")
    assert ran.status == 0 and ran.out.split() == [f"{folder}/story.txt.pdf", f"{folder}/other.txt.pdf"]
    for each in ran.out.split():
        with pikepdf.open(each) as pdf:
            assert float(pdf.pages[0].mediabox[2]) == pytest.approx(419.53, abs=0.1)


def foreign(path: Path) -> Path:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(path)
    return path


def is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # its name is too long
        return False


def test_no_file_of_somebody_elses_is_replaced(postil, story, article, tmp_path):
    os.mkfifo(tmp_path / "pipe.pdf")
    for target, why in (
        (foreign(tmp_path / "theirs.pdf"), "a file that Postil did not make"),
        (article("broken.pdf", b"%PDF-1.7\nnothing more"), "a file that Postil did not make"),
        (article("other.md", "Words."), "a file that Postil did not make"),
        (story, "it is the article itself"),
        (Path(f"{story}.annotations.json"), "it is a file of annotations"),
        (tmp_path / "pipe.pdf", "it is no regular file"),
        (tmp_path / "none" / "a.pdf", "there is no folder"),
        (story / "a.pdf", "there is no folder"),
        (tmp_path / ("x" * 300 + ".pdf"), "File name too long"),
    ):
        before = target.read_bytes() if is_file(target) else None
        ran = postil("export", story, "--to", "pdf", "-o", target)
        assert ran.status == 1 and why.casefold() in ran.err.casefold() and ran.out == ""
        assert target == tmp_path / "pipe.pdf" or (target.read_bytes() if is_file(target) else None) == before
    assert postil("export", story, "--to", "pdf").status == 0
    assert postil("export", story, "--to", "pdf", "--tone", "sepia").status == 0  # one of ours is


@pytest.mark.parametrize("name", ["a b.pdf", "-dash.pdf", "ünï 中.pdf", "no suffix", "%41.pdf", "it's $HOME;.pdf"])
def test_odd_names_are_names(postil, story, tmp_path, name):
    ran = postil("export", story, "--to", "pdf", "-o", tmp_path / name)
    assert ran.status == 0 and (tmp_path / name).read_bytes().startswith(b"%PDF-")


@pytest.mark.root
@pytest.mark.skipif(sys.platform != "linux", reason="needs Linux")
def test_a_full_disk_and_one_that_cannot_be_written_leave_no_half_a_file(postil, story, tmp_path):
    disk = tmp_path / "small"
    disk.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", disk], capture_output=True)
    if made.returncode:
        pytest.skip("a tmpfs cannot be mounted here")
    try:
        ran = postil("export", story, "--to", "pdf", "-o", disk / "a.pdf")
        assert ran.status == 1 and "No space left on device. Nothing was changed." in ran.err
        assert list(disk.iterdir()) == []
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        ran = postil("export", story, "--to", "pdf", "-o", disk / "a.pdf")
        assert ran.status == 1 and f"the folder {disk} cannot be written to" in ran.err
    finally:
        subprocess.run(["umount", disk], check=True)


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
def test_stopped_it_says_so_and_leaves_nothing(postil, article, home):
    path = article("long.txt", "A paragraph of some words. " * 20 + "\n" + "More.\n" * 20_000)
    running = subprocess.Popen(
        [sys.executable, "-m", "reader", "export", str(path), "--to", "pdf"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    children = Path(f"/proc/{running.pid}/task/{running.pid}/children")
    while running.poll() is None and not children.read_text():  # until the typesetter is at work
        time.sleep(0.02)
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=30)
    assert (running.returncode, out) == (1, "") and err.strip().splitlines() == ["Stopped; nothing more was done."]
    assert [each.name for each in path.parent.iterdir()] == ["long.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="raises a signal the way of POSIX")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_interrupt_that_a_library_swallows_stops_it_all_the_same(postil, article, home, monkeypatch):
    class Unlucky:
        def __del__(self):
            signal.raise_signal(signal.SIGINT)

    @contextmanager
    def shown(_title):
        yield lambda done, _word: Unlucky() and None if done < 0.05 else None

    monkeypatch.setattr("reader.cli.progress.shown_progress", shown)
    path = article("a.txt", "Some words.\n")
    ran = postil("export", path, "--to", "pdf")
    assert (ran.status, ran.err.strip()) == (1, "Stopped; nothing more was done.")
    assert [each.name for each in path.parent.iterdir()] == ["a.txt"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
