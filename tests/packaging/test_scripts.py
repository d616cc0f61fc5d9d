"""The set-up scripts: plain sh, the same commands in README and CI, quick the second time, clear when they cannot."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = [".ci/run", *sorted(str(path.relative_to(ROOT)) for path in (ROOT / "packaging").rglob("*.sh"))]
SCRIPTS += [str(path.relative_to(ROOT)) for path in sorted((ROOT / "packaging").glob("debian/*.p[or]*"))]
if len(SCRIPTS) < 8:
    pytest.skip("this needs a checkout", allow_module_level=True)
SHELLS = [shell for shell in ("dash", "sh", "bash") if shutil.which(shell)]


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("script", SCRIPTS)
def test_every_shell_can_read_them(shell: str, script: str) -> None:
    done = subprocess.run([shell, "-n", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not shutil.which("shellcheck"), reason="shellcheck is not installed")
def test_shellcheck_has_nothing_to_say() -> None:
    done = subprocess.run(["shellcheck", "-s", "sh", *SCRIPTS], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout == ""


@pytest.mark.parametrize("script", SCRIPTS)
def test_they_hold_to_posix(script: str) -> None:
    lines = (ROOT / script).read_text("utf-8").splitlines()
    assert lines[0] == "#!/bin/sh"
    assert max(map(len, lines)) <= 120
    bash_only = re.compile(r"\[\[ |\bsource \b|^\s*local |\bfunction \w|<<<|\$\{\w+\[|==|&>|\bpushd\b|\bread -p")
    assert [line for line in lines if bash_only.search(line.partition(" #")[0]) and "echo" not in line] == []


def test_ci_runs_the_command_of_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    commands = re.findall(r"^ {4}(sh packaging/\S+\.sh)$", readme, re.MULTILINE)
    assert commands == ["sh packaging/run.sh", "sh packaging/test.sh"]
    ci = (ROOT / ".ci/run").read_text("utf-8").splitlines()
    assert commands[1] in ci
    assert [line for line in ci if re.match(r"ruff|mypy|lint-imports", line)] == [
        "ruff check .",
        "ruff format --check .",
        "mypy",
        "lint-imports",
    ]
    assert os.access(ROOT / ".ci/run", os.X_OK)


def pretend(folder: Path, name: str, script: str) -> None:
    place = folder / name
    place.write_text(f"#!/bin/sh\n{script}\n")
    place.chmod(0o755)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A project that holds the scripts and the sample only, in a folder with a space in its name."""
    place = tmp_path / "a project"
    for name in ("packaging", "resources/samples"):
        shutil.copytree(ROOT / name, place / name)
    shutil.copy(ROOT / "pyproject.toml", place)
    return place


def run(checkout: Path, script: str, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Runs a script of the project from another folder, with nothing to read from."""
    away = checkout.parent / "elsewhere"
    away.mkdir(exist_ok=True)
    environment = {"PATH": os.environ["PATH"], "HOME": str(checkout.parent / "home"), "TMPDIR": str(away), **variables}
    return subprocess.run(
        ["sh", str(checkout / "packaging" / script), *arguments],
        cwd=away, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def finished(checkout: Path, profile: str) -> None:
    """The project looks as if it had been set up: a stamp, and a Python that only tells how it was called."""
    programs = checkout / ".venv" / "bin"
    programs.mkdir(parents=True)
    for name in ("python", "postil"):
        pretend(programs, name, f'echo "{name}: $*"; echo "platform: ${{QT_QPA_PLATFORM:-}}"')
    made_from = "pwd -P; cksum <pyproject.toml; cksum <packaging/setup.sh"
    wanted = subprocess.run(made_from, shell=True, cwd=checkout, capture_output=True, check=True)
    (checkout / ".venv" / f"postil-setup-{profile}").write_bytes(wanted.stdout)


def test_the_second_time_it_only_looks(checkout: Path) -> None:
    finished(checkout, "run")
    done = run(checkout, "setup.sh", "run")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_changed_project_is_set_up_again(checkout: Path) -> None:
    finished(checkout, "run")
    (checkout / "pyproject.toml").write_text("# other\n")
    tools = checkout.parent / "tools"
    tools.mkdir()
    pretend(tools, "uname", "echo Darwin")  # a system where nothing is installed by us
    done = run(checkout, "setup.sh", "run", PATH=f"{tools}:{os.environ['PATH']}")
    assert "Installing Python packages" in done.stderr


def test_run_opens_a_writable_copy(checkout: Path) -> None:
    finished(checkout, "run")
    sample = checkout / "resources" / "samples" / "harbour-ferry.md"
    sample.chmod(0o444)
    data = checkout.parent / "my data"
    said = [run(checkout, "run.sh", DISPLAY=":0", XDG_DATA_HOME=str(data)).stdout.splitlines()[0] for _ in range(2)]
    copies = [Path(line.removeprefix("postil: ")) for line in said]
    assert copies[0] != copies[1], "a copy that somebody worked on is never used again"
    for copy in copies:
        assert copy.parent.parent == data / "postil"
        assert copy.read_bytes() == sample.read_bytes()
        assert copy.stat().st_mode & stat.S_IWUSR
        assert copy.with_suffix(".png").is_file()
    assert list(data.rglob("*.json")) == [], "no ready-made annotations"


def test_run_without_a_display_works_without_a_window(checkout: Path) -> None:
    finished(checkout, "run")
    done = run(checkout, "run.sh", XDG_DATA_HOME=str(checkout.parent / "data"))
    called = re.fullmatch(
        r"python: -m reader\.app\.replay\.headless (\S.*harbour-ferry\.md) (\S+)", done.stdout.splitlines()[0]
    )
    assert called, done.stdout
    assert Path(called[1]).is_file()
    assert list(Path(called[2]).iterdir()) == []
    assert called[2] in done.stderr
    assert called[1] in done.stderr


def test_run_opens_the_article_that_is_named(checkout: Path) -> None:
    finished(checkout, "run")
    done = run(checkout, "run.sh", "mine.md")
    assert done.stdout.splitlines()[0] == "postil: mine.md"
    assert not (checkout.parent / "home").exists()


def test_test_hands_its_arguments_to_pytest(checkout: Path) -> None:
    finished(checkout, "test")
    assert run(checkout, "test.sh", "-k", "a b").stdout.splitlines() == [
        "python: -m pytest -k a b",
        "platform: offscreen",
    ]
    assert "platform: xcb" in run(checkout, "test.sh", QT_QPA_PLATFORM="xcb").stdout


def test_a_wrong_word_is_wrong_usage(checkout: Path) -> None:
    done = run(checkout, "setup.sh", "everything")
    assert done.returncode == 2
    assert done.stderr.startswith("usage:")


@pytest.mark.parametrize(
    ("system", "line"),
    [
        ("dnf", "sudo dnf install 'libEGL.so.1()(64bit)'"),
        ("zypper", "sudo zypper install 'libEGL.so.1()(64bit)'"),
        ("pacman", "sudo pacman -S --needed libglvnd"),
        ("apt-get", "sudo apt-get install --no-install-recommends python3.11-venv libegl1"),
    ],
)
def test_it_says_the_exact_line_where_it_may_not_install(checkout: Path, system: str, line: str) -> None:
    """A user without rights, on a system where Qt's first library is missing."""
    tools = checkout.parent / "tools"
    tools.mkdir()
    for name in ("sh", "dirname", "cat", "cksum", "mktemp", "awk", "sort", "sed", "tr", "tail", "rm"):
        (tools / name).symlink_to(shutil.which(name) or name)
    pretend(tools, "uname", "echo Linux")
    pretend(tools, "id", "echo 1000")
    pretend(tools, "getconf", "echo 64")
    pretend(tools, "dpkg-query", "printf 'ii '")
    pretend(tools, system, "echo must not be called >&2; exit 9")
    # A Python that is new enough, has no ensurepip, and cannot load one library.
    pretend(
        tools, "python3",
        'case $2 in *ensurepip*) exit 1 ;; *ctypes*) echo libEGL.so.1 ;; *%d.%d*) echo 3.11 ;; esac',
    )  # fmt: skip
    done = run(checkout, "setup.sh", "run", PATH=str(tools))
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].strip() == line
    assert "must not be called" not in done.stderr
    assert not (checkout / ".venv").exists()
