"""The installer for Windows: compiled here, and where Wine is, run: what it puts there, and that all goes again."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader import __version__
from reader.desktop.windows.entries import CLASSES, split_command_line, values_for

ROOT = Path(__file__).resolve().parents[2]
WINE = Path("/usr/lib/wine/wine64")
HKCU = "HKEY_CURRENT_USER"
UNINSTALL = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\Postil"
FILES = ("_internal/base_library.zip", "_internal/Größe & $x/a b.txt", "_internal/deep/er/still/x.pyd", "postil.exe")
NAMES = ("plain.md", "Größe 100%1 & $x ^ 'it''s'.md", "-n.md")
# stands for Postil: notes how it was called, and stays when its file is called so
PROGRAM = r"""
Unicode true
Target amd64-unicode
RequestExecutionLevel user
SilentInstall silent
OutFile "{out}"
Section
  FileOpen $0 "$EXEDIR\said.txt" w
  FileWriteUTF16LE /BOM $0 $CMDLINE
  FileClose $0
  IfFileExists "$EXEDIR\stay" 0 +3
  Sleep 200
  Goto -2
SectionEnd
"""

needs_nsis = pytest.mark.skipif(shutil.which("makensis") is None, reason="makensis is not installed (nsis)")
needs_wine = pytest.mark.skipif(not WINE.exists(), reason="Wine is not installed (wine64)")


def script(name: str):
    folder = str(ROOT / "packaging" / "windows")
    if folder not in sys.path:
        sys.path.insert(0, folder)
    spec = importlib.util.spec_from_file_location(name, f"{folder}/{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


make_registry = script("make_registry")
make_installer = script("make_installer")


def parse_reg(text: str) -> dict[tuple[str, str], str]:
    """A .reg file, by its own rules: (key, name) to data; what is no text stays as it is written."""
    found, key = {}, ""
    for line in text.replace("\\\r\n", "").splitlines()[1:]:
        if line.startswith("["):
            key = line[1:-1]
            found[key, "\0"] = ""  # the key itself
        elif line.strip():
            name, _, data = re.fullmatch(r'(@|"(?:[^"\\]|\\.)*")(=)(.*)', line, re.DOTALL).groups()
            found[key, "" if name == "@" else unescaped(name)] = unescaped(data) if data[:1] == '"' else data
    return found


def unescaped(text: str) -> str:
    assert text[0] == text[-1] == '"'
    return re.sub(r"\\(.)", r"\1", text[1:-1])


def test_a_reg_file_says_what_is_registered():
    path = 'C:\\Größe "x"\\postil-gui.exe'
    values = values_for(make_registry.program_at(path))
    found = {place: data for place, data in parse_reg(make_registry.reg(values)).items() if place[1] != "\0"}
    assert found == {(f"{HKCU}\\{key}", name): data for key, name, data in values}


def test_the_installer_takes_away_what_it_writes_and_nothing_else():
    text = make_registry.nsh(make_registry.installed())
    written = set(re.findall(r"WriteRegStr HKCU ('.*?' '.*?') '", text))
    removed = set(re.findall(r"DeleteRegValue HKCU ('.*?' '.*?')$", text, re.MULTILINE))
    assert len(written) == len(make_registry.installed())
    assert removed == written | {r"'Software\Postil' 'Registered'", r"'Software\Postil' 'StartMenu'"}
    keys = re.findall(r"DeleteRegKey (\S+) HKCU '(.*?)'$", text, re.MULTILINE)
    assert {how for how, _ in keys} == {"/ifempty"}
    assert r"Software\Classes" not in {key for _, key in keys} and r"Software\Classes\.md" in {key for _, key in keys}
    assert "\0" not in text and "$INSTDIR\\postil-gui.exe,0" in text and '"$DoubledDir\\postil-gui.exe" "%1"' in text


@needs_nsis
def test_the_installer_compiles_without_a_warning(tmp_path):
    payload = make_payload(tmp_path / "payload")
    out = tmp_path / "Postil-setup.exe"
    make_installer.make(payload, out)
    data = out.read_bytes()
    assert data[:2] == b"MZ" and b'requestedExecutionLevel level="asInvoker"' in data and b"longPathAware" in data
    assert f"{__version__}".encode("utf-16-le") in data


def make_payload(folder: Path, *more: str) -> Path:
    for name in (*FILES, *more):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    shutil.copy(ROOT / "resources/icons/postil-document.ico", folder / "_internal")
    source = folder.parent / "program.nsi"
    source.write_text(PROGRAM.replace("{out}", str(folder / "postil-gui.exe")))
    subprocess.run(["makensis", "-V1", str(source)], check=True)
    return folder


class Windows:
    """A fresh user's Windows, as far as Wine is one."""

    def __init__(self, prefix: Path) -> None:
        self.drive = prefix / "drive_c"
        self.env = {
            **{name: text for name, text in os.environ.items() if name != "DISPLAY"},
            "WINEPREFIX": str(prefix), "WINEDEBUG": "-all", "WINEARCH": "win64", "LC_ALL": "C.UTF-8",
            "HOME": str(prefix), "WINEDLLOVERRIDES": "winemenubuilder.exe=d",  # it would write into the real home
        }  # fmt: skip

    def run(self, *command: str) -> int:
        return subprocess.run(
            [str(WINE), *command],
            env=self.env,
            timeout=120,
            check=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ).returncode

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [str(WINE), *command], env=self.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def registry(self) -> dict[tuple[str, str], str]:
        out = self.drive / "all.reg"
        assert self.run("regedit", "/E", "C:\\all.reg", HKCU) == 0
        text = out.read_bytes().decode("utf-16")
        out.unlink()
        return parse_reg(text)

    def files(self) -> set[str]:
        return {
            str(path.relative_to(self.drive)) for path in (self.drive / "users").rglob("*") if "Temp" not in path.parts
        }

    def end(self) -> None:
        subprocess.run([str(WINE.with_name("wineserver")), "-k"], env=self.env, check=False)


@pytest.fixture(scope="module")
def windows(tmp_path_factory) -> Iterator[Windows]:
    made = Windows(tmp_path_factory.mktemp("wine"))
    made.run("wineboot", "-i")
    assert made.run("reg", "add", r"HKCU\Software\Wine", "/v", "Version", "/d", "win10", "/f") == 0
    yield made
    made.end()


@pytest.fixture(scope="module")
def installer(windows, tmp_path_factory) -> str:
    folder = tmp_path_factory.mktemp("made")
    make_installer.make(make_payload(folder / "payload"), windows.drive / "Postil-setup.exe")
    return "C:\\Postil-setup.exe"


@pytest.fixture
def installed(windows, installer):
    """It is there, in a folder of an odd name; and is taken away at the end, if that was not the test's affair."""
    before = windows.files(), windows.registry()
    # unquoted, as NSIS wants it: Wine would quote an argument with spaces
    assert windows.run(installer, "/S", *["/D=C:\\users\\Größe", "&", "50%", "x\\Postil"]) == 0
    folder = windows.drive / "users" / "Größe & 50% x" / "Postil"
    yield folder, before
    (folder / "stay").unlink(missing_ok=True)
    if (folder / "uninstall.exe").exists():
        uninstall(windows, folder)


def uninstall(windows, folder) -> int:
    """As Windows does; the program copies itself away and goes on after it has returned."""
    status = windows.run("C:\\users\\Größe & 50% x\\Postil\\uninstall.exe", "/S")
    until = time.monotonic() + 60
    while (folder / "uninstall.exe").exists() and time.monotonic() < until:
        time.sleep(0.1)
    until = time.monotonic() + 3
    while folder.exists() and time.monotonic() < until:  # the last thing it does, where nothing else is in it
        time.sleep(0.1)
    return status


@pytest.mark.slow
@needs_nsis
@needs_wine
class TestUnderWine:
    def test_it_registers_what_postil_itself_would(self, windows, installed):
        folder, _ = installed
        found = windows.registry()
        program = make_registry.program_at("C:\\users\\Größe & 50% x\\Postil\\postil-gui.exe")
        for key, name, data in values_for(program):
            assert found[f"{HKCU}\\{key}", name] == data
        assert found[f"{HKCU}\\{UNINSTALL}", "DisplayVersion"] == __version__
        assert all((folder / name).read_text() == name for name in FILES)
        assert any(name.endswith("Start Menu/Programs/Postil.lnk") for name in windows.files())

    def test_it_goes_and_leaves_nothing(self, windows, installed):
        folder, (files, registry) = installed
        (folder.parent / "mine.txt").write_text("mine")
        assert uninstall(windows, folder) == 0
        assert not folder.exists() and (folder.parent / "mine.txt").exists()
        (folder.parent / "mine.txt").unlink()
        assert {name for name in windows.files() - files if name != "users/Größe & 50% x"} == set()
        now = windows.registry()
        assert {place for place in now if "postil" in "".join(place).lower()} == set()
        assert {place for place in now.keys() - registry.keys() if "Classes" in place[0]} <= {
            (f"{HKCU}\\{CLASSES}", "\0")
        }

    def test_what_was_changed_or_added_is_kept(self, windows, installed):
        folder, _ = installed
        windows.run("reg", "add", rf"HKCU\{CLASSES}\Postil.Text.1\DefaultIcon", "/ve", "/d", "C:\\mine.ico", "/f")
        (folder / "_internal" / "mine.txt").write_text("mine")
        uninstall(windows, folder)
        found = {
            place: data
            for place, data in windows.registry().items()
            if "Postil.Text.1" in place[0] and place[1] != "\0"
        }
        assert found == {(rf"{HKCU}\{CLASSES}\Postil.Text.1\DefaultIcon", ""): "C:\\mine.ico"}
        assert [path.name for path in folder.rglob("*") if path.is_file()] == ["mine.txt"]
        windows.run("reg", "delete", rf"HKCU\{CLASSES}\Postil.Text.1", "/f")
        shutil.rmtree(folder)

    def test_a_newer_version_takes_the_place_of_an_older_one(self, windows, installed, tmp_path):
        folder, _ = installed
        payload = make_payload(tmp_path / "newer", "_internal/new.txt")
        (payload / FILES[0]).unlink()
        make_installer.make(payload, windows.drive / "Newer-setup.exe", version="99.1")
        assert windows.run("C:\\Newer-setup.exe", "/S") == 0
        assert (folder / "_internal/new.txt").exists() and not (folder / FILES[0]).exists(), "in the same folder"
        assert windows.registry()[f"{HKCU}\\{UNINSTALL}", "DisplayVersion"] == "99.1"
        uninstall(windows, folder)
        assert not folder.exists()

    def test_nothing_is_done_while_postil_is_open(self, windows, installed, installer):
        folder, _ = installed
        (folder / "stay").touch()
        running = windows.start("C:\\users\\Größe & 50% x\\Postil\\postil-gui.exe")
        while not (folder / "said.txt").exists():
            time.sleep(0.1)
        assert windows.run(installer, "/S") == 2
        assert (folder / FILES[0]).exists() and (folder / "uninstall.exe").exists()
        (folder / "stay").unlink()
        assert running.wait(60) == 0
        (folder / "said.txt").unlink()

    def test_regedit_takes_a_reg_file(self, windows):
        values = values_for(make_registry.program_at("C:\\Größe\\postil-gui.exe"))
        text = "\ufeff" + make_registry.reg(values)
        (windows.drive / "postil.reg").write_bytes(text.encode("utf-16-le"))
        assert windows.run("regedit", "C:\\postil.reg") == 0
        found = windows.registry()
        assert all(found[f"{HKCU}\\{key}", name] == data for key, name, data in values)
        for key in make_registry.keys_of(values):
            windows.run("reg", "delete", f"HKCU\\{key}", "/f")

    @pytest.mark.parametrize("name", NAMES)
    def test_its_type_opens_a_file_of_any_name(self, windows, installed, name):
        folder, _ = installed
        (windows.drive / name).write_text("Words.\n")
        said = folder / "said.txt"
        key = rf"{CLASSES}\Postil.Markdown.1"  # Windows finds the user's; Wine 8 only those of all
        assert windows.run("reg", "copy", f"HKCU\\{key}", f"HKLM\\{key}", "/s", "/f") == 0
        windows.run("start", "/wait", "/ProgIDOpen", "Postil.Markdown.1", f"C:\\{name}")
        line = said.read_bytes().decode("utf-16").strip()
        said.unlink()
        program = "C:\\users\\Größe & 50% x\\Postil\\postil-gui.exe"
        assert split_command_line(f'{line} "%1"') == (program, f"C:\\{name}")
