"""A registration puts everything there or nothing, takes all of it away again, and leaves what is the user's."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from reader.desktop.linux.entry import ENTRY_NAME
from reader.errors import UserError
from reader.sidecar.disk import files
from tests.desktop.linux.home import Home, need

TYPES = ["markdown", "text", "annotations"]


def opens(report) -> dict[str, str]:
    return {opener.type: opener.program for opener in report.openers}


def test_a_fresh_home_knows_it_and_then_nothing_of_it_any_more(home: Home) -> None:
    report = home.registration().install(True)
    assert report.is_registered
    assert report.command == (str(home.program),)
    assert report.runs
    assert opens(report) == dict.fromkeys(TYPES, ENTRY_NAME)
    assert len(report.changed) > 20
    gone = home.registration().uninstall()
    assert not gone.is_registered
    assert home.files() == {}


def test_twice_is_once(home: Home) -> None:
    home.registration().install(True)
    before = home.files()
    times = {name: (home.folder / name).stat().st_mtime_ns for name in before}
    assert home.registration().install(True).changed == ()
    assert home.files() == before
    assert {name: (home.folder / name).stat().st_mtime_ns for name in before} == times
    home.registration().uninstall()
    assert home.registration().uninstall().changed == ()


def test_no_default_is_taken_unasked(home: Home) -> None:
    need("update-desktop-database")
    home.other_program("vim.desktop", "text/markdown", "text/plain")
    home.mimeapps.parent.mkdir()
    home.mimeapps.write_text("[Default Applications]\ntext/plain=vim.desktop\ntext/markdown=vim.desktop\n")
    report = home.registration().install(False)
    assert opens(report) == {"markdown": "vim.desktop", "text": "vim.desktop", "annotations": ENTRY_NAME}
    assert home.mimeapps.read_text().count("vim") == 2


def test_a_default_goes_back_to_who_had_it(home: Home) -> None:
    home.other_program("vim.desktop", "text/plain")
    home.mimeapps.parent.mkdir()
    mine = "# mine\n[Default Applications]\ntext/plain=vim.desktop\nimage/png=gimp.desktop\n"
    home.mimeapps.write_text(mine)
    assert opens(home.registration().install(True)) == dict.fromkeys(TYPES, ENTRY_NAME)
    assert "text/plain=io.github.postil.Postil.desktop;vim.desktop;\n" in home.mimeapps.read_text()
    assert opens(home.registration().uninstall())["text"] == "vim.desktop"
    assert home.mimeapps.read_text() == mine


def test_a_default_that_was_chosen_since_stays(home: Home) -> None:
    home.registration().install(True)
    home.other_program("vim.desktop", "text/plain")
    chosen = home.mimeapps.read_text().replace(f"text/plain={ENTRY_NAME};", f"text/plain=vim.desktop;{ENTRY_NAME};")
    home.mimeapps.write_text(chosen)
    home.registration().uninstall()
    assert home.mimeapps.read_text() == "[Default Applications]\ntext/plain=vim.desktop;\n"


def test_a_list_of_the_desktop_that_would_win_is_changed_too_and_given_back(home: Home) -> None:
    home.environ["XDG_CURRENT_DESKTOP"] = "XFCE"
    home.other_program("vim.desktop", "text/plain")
    own = home.mimeapps.with_name("xfce-mimeapps.list")
    own.parent.mkdir()
    own.write_text("[Default Applications]\ntext/plain=vim.desktop\n")
    assert opens(home.registration().install(True))["text"] == ENTRY_NAME
    assert "text/markdown" not in own.read_text()
    home.registration().uninstall()
    assert own.read_text() == "[Default Applications]\ntext/plain=vim.desktop\n"


def test_what_a_file_manager_put_into_a_list_goes_too(home: Home) -> None:
    home.registration().install(False)
    home.mimeapps.parent.mkdir()
    home.mimeapps.write_text(f"[Added Associations]\ntext/plain={ENTRY_NAME};vim.desktop;\nx/y={ENTRY_NAME}\n")
    home.registration().uninstall()
    assert home.mimeapps.read_text() == "[Added Associations]\ntext/plain=vim.desktop;\n"


def test_an_entry_that_was_edited_is_kept_and_named(home: Home) -> None:
    home.registration().install(False)
    edited = home.entry.read_text().replace("Name=Postil\n", "Name=My reader\n")
    home.entry.write_text(edited)
    assert home.registration().status().kept == (str(home.entry),)
    assert home.registration().install(False).kept == (str(home.entry),)
    report = home.registration().uninstall()
    assert report.kept == (str(home.entry),)
    assert home.entry.read_text() == edited
    left = {name for name in home.files() if not name.endswith("/")}
    assert left <= {".local/share/applications/" + name for name in (ENTRY_NAME, "mimeinfo.cache")}


def test_an_entry_of_an_earlier_version_is_replaced(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.desktop.linux.entry.__version__", "0.0.1")
    home.registration().install(False)
    assert "X-Postil-Version=0.0.1\n" in home.entry.read_text()
    monkeypatch.undo()
    report = home.registration().install(False)
    assert report.changed == (str(home.entry),)
    assert "0.0.1" not in home.entry.read_text()
    assert report.kept == ()


def test_another_installation_takes_the_place_and_says_so(home: Home) -> None:
    home.registration().install(False)
    other = home.executable(home.folder / "bin" / "pipx" / "postil")
    told = home.registration(other).status()
    assert told.command == (str(home.program),)
    assert str(other) in told.notes[0]
    report = home.registration(other).install(False)
    assert report.command == (str(other),)
    assert f"It ran {home.program} before." in report.notes


def test_a_launcher_goes_with_the_path_that_needed_it(home: Home) -> None:
    odd = home.executable(home.folder / "bin" / "odd  one" / "postil")
    home.registration(odd).install(False)
    assert home.registration(odd).status().command == (str(odd),)
    assert (home.data / "postil" / "start").exists()
    home.registration().install(False)
    assert not (home.data / "postil" / "start").exists()
    home.registration().uninstall()
    assert home.files() == {}


def test_a_program_that_is_gone_is_told(home: Home) -> None:
    home.registration().install(False)
    home.program.unlink()
    report = home.registration().status()
    assert not report.runs
    assert report.notes == (f"{home.program} is not there any more.",)


def test_what_others_have_put_there_stays(home: Home) -> None:
    home.other_program("vim.desktop", "text/plain")
    icon = home.data / "icons" / "hicolor" / "48x48" / "apps" / "vim.png"
    icon.parent.mkdir(parents=True)
    icon.write_bytes(b"x")
    home.registration().install(True)
    home.registration().uninstall()
    left = {name for name in home.files() if not name.endswith("/")}
    assert left - {".local/share/applications/mimeinfo.cache"} == {
        ".local/share/applications/vim.desktop",
        ".local/share/icons/hicolor/48x48/apps/vim.png",
    }


def test_a_data_folder_elsewhere_is_used(home: Home, tmp_path: Path) -> None:
    home.environ["XDG_DATA_HOME"] = str(tmp_path / "elsewhere")
    home.registration().install(False)
    assert home.entry.is_relative_to(tmp_path / "elsewhere")
    assert not (home.folder / ".local" / "share").exists()
    home.registration().uninstall()
    assert not (tmp_path / "elsewhere").exists()


def test_a_lost_record_leaves_nothing_all_the_same(home: Home) -> None:
    home.registration().install(False)
    (home.state / "desktop" / "registered.json").unlink()
    home.registration().uninstall()
    left = {name for name in home.files() if not name.endswith("/")}
    assert not any("postil" in name.casefold() for name in left)


def test_a_package_of_the_system_is_not_put_beside(home: Home, tmp_path: Path) -> None:
    """Where the entry for all users runs this very Postil, only the default is taken."""
    home.registration().install(False)
    system = tmp_path / "system" / "applications"
    system.mkdir(parents=True)
    home.entry.rename(system / ENTRY_NAME)
    home.registration().uninstall()
    home.environ["XDG_DATA_DIRS"] = str(tmp_path / "system")
    report = home.registration().install(True)
    assert report.changed == (str(home.mimeapps),)
    assert opens(report) == dict.fromkeys(TYPES, ENTRY_NAME)
    home.registration().uninstall()
    assert {name for name in home.files() if not name.endswith("/")} == set()


@pytest.mark.parametrize("missing", ["update-mime-database", "update-desktop-database"])
def test_a_missing_tool_is_told_where_it_matters(home: Home, missing: str) -> None:
    report = home.registration(which=lambda name: None if name == missing else f"/usr/bin/{name}").install(False)
    assert [note for note in report.notes if missing in note]


def test_a_package_that_came_later_takes_the_place_of_our_entry(home: Home, tmp_path: Path) -> None:
    """Else the own entry, which hides the package's, would be out of date after the package's next version."""
    home.registration().install(False)
    system = tmp_path / "system" / "applications"
    system.mkdir(parents=True)
    (system / ENTRY_NAME).write_text(f"[Desktop Entry]\nType=Application\nName=Postil\nExec={home.program} %F\n")
    home.environ["XDG_DATA_DIRS"] = str(tmp_path / "system")
    report = home.registration().install(False)
    assert report.place == str(system / ENTRY_NAME)
    assert not home.entry.exists()
    home.registration().uninstall()
    assert {name for name in home.files() if not name.endswith("/")} == set()


def test_what_was_interrupted_is_taken_back(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = iter(range(1000))

    class Interrupted(files.Disk):
        def replace(self, one, other) -> None:
            if next(calls) == 7:
                raise KeyboardInterrupt
            Path(one).replace(other)

    monkeypatch.setattr(files, "disk", Interrupted())
    with pytest.raises(KeyboardInterrupt):
        home.registration().install(True)
    assert home.files() == {}


class Failing(files.Disk):
    """A disk that takes `left` more changes."""

    def __init__(self, left: int) -> None:
        self.left = left

        def counted(real):
            def do(*args, **kwargs):
                if self.left <= 0:
                    raise OSError(errno.EROFS, os.strerror(errno.EROFS), os.fspath(args[0]))
                self.left -= 1
                return real(*args, **kwargs)

            return do

        for name in ("mkdir", "replace", "rename"):
            setattr(self, name, counted(getattr(files.Disk, name)))


@pytest.mark.parametrize("left", [0, 1, 3, 8, 20, 40])
def test_nothing_is_half_done(home: Home, monkeypatch: pytest.MonkeyPatch, left: int) -> None:
    home.other_program("vim.desktop", "text/plain")
    home.mimeapps.parent.mkdir()
    home.mimeapps.write_text("[Default Applications]\ntext/plain=vim.desktop\n")
    before = home.files()
    monkeypatch.setattr(files, "disk", Failing(left))
    with pytest.raises(UserError) as problem:
        home.registration().install(True)
    assert str(problem.value).startswith("Postil is not registered: ")
    assert str(problem.value).endswith("Nothing has changed.")
    assert "read-only file system" in str(problem.value)
    assert home.files() == before


def test_a_removal_that_fails_takes_nothing_away(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    home.registration().install(True)
    before = home.files()
    calls = iter(range(100))

    class Stuck(files.Disk):
        def unlink(self, path) -> None:
            if next(calls) == 5:
                raise OSError(errno.EROFS, os.strerror(errno.EROFS), os.fspath(path))
            Path(path).unlink()

    monkeypatch.setattr(files, "disk", Stuck())
    with pytest.raises(UserError, match="Postil is still registered"):
        home.registration().uninstall()
    assert home.files() == before
