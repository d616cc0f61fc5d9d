"""Postil.app for those who installed with pip. `osacompile` is not here: what it makes is made in its place."""

from __future__ import annotations

import plistlib
import shlex
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import __version__
from reader.desktop.file_types import APP_ID, FILE_TYPES
from reader.desktop.macos import launcher, registration
from reader.desktop.macos.registration import MacRegistration
from reader.errors import UserError

# as osacompile of macOS 14 writes it for a script with `on open`
APPLET = {
    "CFBundleAllowMixedLocalizations": True,
    "CFBundleDevelopmentRegion": "en",
    "CFBundleDocumentTypes": [
        {"CFBundleTypeExtensions": ["*"], "CFBundleTypeOSTypes": ["****"], "CFBundleTypeRole": "Viewer"}
    ],
    "CFBundleExecutable": "droplet",
    "CFBundleIconFile": "droplet",
    "CFBundleIconName": "AppIcon",
    "CFBundleName": "Postil",
    "CFBundlePackageType": "APPL",
    "LSRequiresCarbon": True,
}


class Mac:
    """What programs of macOS do, as far as it matters here; which were run; and which fail."""

    def __init__(self) -> None:
        self.ran: list[list[str]] = []
        self.fails: set[str] = set()

    def __call__(self, command) -> int:
        self.ran.append([Path(command[0]).name, *command[1:]])
        if self.ran[-1][0] in self.fails:
            return 1
        if command[0] == "osacompile":
            contents = Path(command[2]) / "Contents"
            (contents / "MacOS").mkdir(parents=True)
            (contents / "Resources" / "Scripts").mkdir(parents=True)
            (contents / "Resources" / "Scripts" / "main.scpt").write_bytes(Path(command[3]).read_bytes())
            (contents / "Info.plist").write_bytes(plistlib.dumps(APPLET))
        return 0

    @property
    def names(self) -> list[str]:
        return [command[0] for command in self.ran]


@pytest.fixture
def mac():
    return Mac()


@pytest.fixture
def command(tmp_path):
    program = tmp_path / "bin of mine" / "postil"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    return (str(program),)


@pytest.fixture
def registered(tmp_path, mac, command):
    """Before `install`; its home is empty."""
    (tmp_path / "home").mkdir()
    return MacRegistration(tmp_path / "home", command, mac)


def test_a_bundle_is_made_signed_and_made_known(registered, mac, command):
    report = registered.install(default=False)
    assert report.is_registered and report.runs and report.command == command and report.place.endswith("Postil.app")
    assert report.changed == (str(registered.bundle),) and not report.kept
    assert mac.names == ["osacompile", "codesign", "lsregister"]
    assert mac.ran[-1][1:] == ["-f", str(registered.bundle)]
    info = plistlib.loads((registered.bundle / "Contents/Info.plist").read_bytes())
    assert info["CFBundleIdentifier"] == APP_ID and info["CFBundleExecutable"] == "droplet"
    assert info["CFBundleShortVersionString"] == __version__ and "CFBundleIconName" not in info
    assert [each["LSItemContentTypes"] for each in info["CFBundleDocumentTypes"]] == [[t.uti] for t in FILE_TYPES]
    assert (registered.bundle / "Contents/Resources/postil.icns").read_bytes()[:4] == b"icns"
    assert [path.name for path in registered.bundle.parent.iterdir()] == ["Postil.app"]


def test_twice_is_once(registered, mac):
    registered.install(default=False)
    assert registered.install(default=False).changed == ()
    assert mac.names.count("osacompile") == 1


def test_uninstalling_leaves_nothing(registered, mac):
    registered.install(default=False)
    report = registered.uninstall()
    assert report.changed == (str(registered.bundle),) and not report.is_registered
    assert list(registered.bundle.parent.iterdir()) == []
    assert mac.ran[-1] == ["lsregister", "-u", str(registered.bundle)]
    assert registered.uninstall().changed == ()


def test_another_command_or_version_makes_it_anew(registered, mac, command, monkeypatch):
    registered.install(default=False)
    other = MacRegistration(registered.bundle.parents[1], (*command, "-x"), mac)
    assert other.install(default=False).command == (*command, "-x")
    monkeypatch.setattr(registration, "__version__", "99.0")
    assert other.install(default=False).changed == (str(registered.bundle),)
    assert [path.name for path in registered.bundle.parent.iterdir()] == ["Postil.app"]


@pytest.mark.parametrize("part", ["Info.plist", "Resources/Scripts/main.scpt", "Resources/postil.icns"])
def test_an_edited_bundle_is_kept_and_named(registered, part):
    registered.install(default=False)
    file = registered.bundle / "Contents" / part
    file.write_bytes(file.read_bytes() + b"\n")
    assert registered.uninstall().kept == (str(registered.bundle),)
    assert registered.install(default=False).kept == (str(registered.bundle),)
    assert file.read_bytes().endswith(b"\n")


def test_a_bundle_of_another_making_is_never_touched(registered, mac):
    info = registered.bundle / "Contents" / "Info.plist"
    info.parent.mkdir(parents=True)
    info.write_bytes(plistlib.dumps({"CFBundleIdentifier": APP_ID}))
    for act in (lambda: registered.install(default=False), registered.uninstall):
        report = act()
        assert "left alone" in report.notes[0] and not report.kept and not report.is_registered
    assert mac.ran == [] and info.exists()


def test_what_cannot_be_made_is_one_sentence_and_nothing_half_done(registered, mac):
    mac.fails = {"osacompile"}
    with pytest.raises(UserError, match="osacompile"):
        registered.install(default=False)
    assert list(registered.bundle.parent.iterdir()) == []


def test_the_old_bundle_stays_when_the_new_one_cannot_be_made(registered, mac, command):
    registered.install(default=False)
    mac.fails = {"osacompile"}
    with pytest.raises(UserError):
        MacRegistration(registered.bundle.parents[1], (*command, "-x"), mac).install(default=False)
    assert registered.status().command == command


def test_a_home_that_cannot_be_written_is_one_sentence(tmp_path, mac, command):
    (tmp_path / "home").write_text("a file")
    with pytest.raises(UserError, match=r"Postil\.app cannot be made: not a directory"):
        MacRegistration(tmp_path / "home", command, mac).install(default=False)


def test_without_codesign_it_is_made_all_the_same(registered, mac):
    mac.fails = {"codesign"}
    assert registered.install(default=False).is_registered


def test_a_program_of_its_own_is_known_already(tmp_path, mac):
    inside = MacRegistration(tmp_path, ("/Applications/Postil.app/Contents/MacOS/postil-gui",), mac)
    report = inside.install(default=False)
    assert any("knows already" in note for note in report.notes) and mac.ran == []


def test_how_a_default_is_chosen_is_said_when_it_is_wanted(registered):
    assert any("Change All" in note for note in registered.install(default=True).notes)
    assert not registered.install(default=False).notes


def test_a_command_that_is_gone_is_said(registered, command):
    registered.install(default=False)
    Path(command[0]).unlink()
    assert not registered.status().runs


def run_script(source: str, files: list[str]) -> str:
    """The line that the AppleScript hands to the shell, by the rules of its string literals and `quoted form`."""
    literal = source.partition('set theCommand to "')[2]
    line, at = "", 0
    while literal[at] != '"':
        at += literal[at] == "\\"
        line, at = line + literal[at], at + 1
    assert literal[at:].startswith('"\n\trepeat with theFile')
    return line + "".join(f" {shlex.quote(each)}" for each in files)


NAMES = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=20)


@given(st.lists(NAMES, max_size=3), st.lists(NAMES, max_size=3))
def test_every_command_and_file_goes_through_script_and_shell(arguments, files):
    line = run_script(launcher.script(("/bin/postil", *arguments)), files)
    assert shlex.split(line) == ["/bin/postil", *arguments, *files]


def test_the_command_really_runs(tmp_path):
    program = tmp_path / 'it\'s "100%" $HOME `x` \\ Ж' / "postil"
    program.parent.mkdir()
    program.write_text(f'#!{sys.executable}\nimport sys\nprint("\\n".join(sys.argv[1:]))\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    files = ["/a b/it's.md", '/"q" $x.md', "-n.md"]
    line = run_script(launcher.script((str(program), "-m")), files)
    said = subprocess.run(["/bin/sh", "-c", line], check=True, stdout=subprocess.PIPE, text=True).stdout
    assert said.splitlines() == ["-m", *files]


def test_what_is_no_plist_is_no_launcher():
    assert launcher.command_in(b"nonsense") == ()
    with pytest.raises(ValueError, match="not a property list"):
        launcher.completed(b"nonsense", ("postil",), "1")
