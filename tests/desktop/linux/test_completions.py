"""The shells themselves are asked what a Tab would offer."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.desktop.linux.completions import bash_completion, fish_completion, zsh_completion
from reader.desktop.manual import Manual
from tests.desktop.linux.home import need

CASES = [
    ("postil cl", {"claim"}, {"tag"}),
    ("postil claim a.md --verdict m", {"mostly_true", "mixed", "misleading"}, {"true", "notes.md"}),
    ("postil tag a.md --type P", {"PER"}, {"ORG"}),
    ("postil export --to ", {"pdf"}, {"notes.md"}),
    ("postil desktop un", {"uninstall"}, {"install", "notes.md"}),
    ("postil desktop install --d", {"--default"}, {"--json"}),
    ("postil show no", {"notes.md"}, {"notes"}),
    ("postil a.md no", {"notes.md"}, set()),
    ("postil status --", {"--json", "--help"}, {"--type"}),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "notes.md").write_text("x")
    (tmp_path / "work" / "two  words.md").write_text("x")
    return tmp_path / "work"


def run(folder: Path, *words: str, text: str = "") -> set[str]:
    environ = {"HOME": str(folder.parent), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TERM": "dumb"}
    done = subprocess.run(words, cwd=folder, env=environ, input=text, capture_output=True, text=True, timeout=60)
    assert done.stderr == ""
    return set(done.stdout.split("\n")) - {""}


def in_bash(folder: Path, manual: Manual, line: str) -> set[str]:
    need("bash")
    (folder.parent / "postil.bash").write_text(bash_completion(manual))
    words = line.split(" ")
    array = " ".join(f"'{word}'" for word in words)
    script = f"""
        . ../postil.bash
        COMP_WORDS=({array}); COMP_CWORD={len(words) - 1}
        _postil
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    return run(folder, "bash", "--norc", "-c", script)


def in_fish(folder: Path, manual: Manual, line: str) -> set[str]:
    need("fish")
    (folder.parent / "postil.fish").write_text(fish_completion(manual))
    found = run(folder, "fish", "--no-config", "-c", f"source ../postil.fish; complete -C '{line}'")
    return {each.partition("\t")[0] for each in found}


ZSHRC = """
fpath+=($HOME/site-functions)
autoload -Uz compinit
compinit -u -d $HOME/dump
compadd() {
    local -a offered
    builtin compadd -O offered "$@"
    (( $#offered )) && print -rl -- $offered >>$HOME/offered
    builtin compadd "$@"
}
seen() { zle complete-word; print END >>$HOME/offered }
zle -N seen
bindkey '^I' seen
zle-line-init() { : >$HOME/ready }
zle -N zle-line-init
"""


def in_zsh(folder: Path, manual: Manual, line: str) -> set[str]:
    """A shell in a terminal of its own; what its completion would add goes into a file."""
    need("zsh")
    home = folder.parent
    (home / "site-functions").mkdir()
    (home / "site-functions" / "_postil").write_text(zsh_completion(manual))
    (home / ".zshrc").write_text(ZSHRC)
    environ = {"HOME": str(home), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TERM": "dumb"}
    terminal, its = pty.openpty()
    shell = subprocess.Popen(
        ["zsh", "-i"], cwd=folder, env=environ, stdin=its, stdout=its, stderr=its, start_new_session=True
    )
    try:
        until(lambda: (home / "ready").exists(), terminal)
        os.write(terminal, line.encode() + b"\t")
        until(lambda: (home / "offered").exists() and "END\n" in (home / "offered").read_text(), terminal)
    finally:
        shell.kill()
        shell.wait()
        os.close(terminal)
        os.close(its)
    return {each.rstrip("/") for each in (home / "offered").read_text().splitlines()} - {"END"}


def until(done: Callable[[], bool], terminal: int) -> None:
    """Read what a terminal shows, so that its shell goes on, until it is done."""
    end = time.monotonic() + 30
    while not done():
        assert time.monotonic() < end, "the shell did not answer"
        if select.select([terminal], [], [], 0.05)[0]:
            os.read(terminal, 65536)


@pytest.mark.parametrize(("line", "offered", "not_offered"), CASES, ids=[case[0] for case in CASES])
@pytest.mark.parametrize("shell", [in_bash, in_fish, in_zsh])
def test_a_tab_offers_what_can_stand_there(
    folder: Path, manual: Manual, shell, line: str, offered, not_offered
) -> None:
    found = shell(folder, manual, line)
    assert offered <= found
    assert not not_offered & found


def test_odd_file_names_are_whole(folder: Path, manual: Manual) -> None:
    (folder / "[*].md").write_text("x")
    assert in_bash(folder, manual, "postil show ") == {"[*].md", "notes.md", "two  words.md"}


def test_the_function_for_bash_has_no_traps(folder: Path, manual: Manual) -> None:
    need("shellcheck")
    (folder / "it.bash").write_text(bash_completion(manual))
    assert run(folder, "shellcheck", "-s", "bash", "-S", "warning", "it.bash") == set()


@pytest.mark.parametrize(
    ("shell", "write"), [("bash", bash_completion), ("zsh", zsh_completion), ("fish", fish_completion)]
)
def test_the_shell_can_read_it(folder: Path, manual: Manual, shell: str, write) -> None:
    need(shell)
    (folder / "it").write_text(write(manual))
    assert run(folder, shell, "-n", "it") == set()
