"""The AppImage's folder: what desktops look for is there, nothing is missing, and the image is the same twice."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.packaging.started import lonely, works

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "packaging/appimage/make_appimage.py"
BUILT = os.environ.get("POSTIL_STANDALONE")
pytestmark = [
    pytest.mark.skipif(not SCRIPT.is_file(), reason="this needs a checkout"),
    pytest.mark.skipif(sys.platform != "linux", reason="AppImages are for Linux"),
]


def needs(*programs: str):
    missing = [each for each in programs if shutil.which(each) is None]
    return pytest.mark.skipif(bool(missing), reason=f"needs {', '.join(missing)}")


@pytest.fixture
def script():
    spec = importlib.util.spec_from_file_location("make_appimage", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    before = sys.path[:]
    spec.loader.exec_module(module)
    sys.path[:] = before
    return module


@pytest.fixture
def appdir(script, tmp_path: Path) -> Path:
    """Of a folder with one program in it, which tells that it is Postil."""
    standalone = tmp_path / "postil"
    standalone.mkdir()
    program = standalone / "postil"
    program.write_text(f'#!/bin/sh\necho "postil {script.__version__}"\n')
    program.chmod(0o755)
    script.make_appdir(standalone, tmp_path / "Postil.AppDir")
    return tmp_path / "Postil.AppDir"


def test_what_desktops_look_for_is_at_its_top(appdir: Path) -> None:
    entry = (appdir / "io.github.postil.Postil.desktop").read_text()
    assert "\nExec=postil %F\n" in entry and "TryExec" not in entry
    assert (appdir / ".DirIcon").read_bytes().startswith(b"\x89PNG")
    assert (appdir / "usr/bin/postil").resolve() == (appdir / "AppRun").resolve()
    assert (appdir / "usr/share/mime/packages/io.github.postil.Postil.xml").is_file()


@needs("desktop-file-validate", "appstreamcli", "readelf")
def test_its_faults_are_found(script, appdir: Path) -> None:
    assert list(script.faults(appdir)) == []
    (appdir / "usr/lib/postil/link").symlink_to("/usr/bin/env")
    (appdir / ".DirIcon").unlink()
    (appdir / "io.github.postil.Postil.desktop").resolve().write_text("[Desktop Entry]\nType=Application\n")
    (appdir / "AppRun").resolve().write_text("#!/bin/sh\necho hello\n")
    said = "\n".join(script.faults(appdir))
    for fault in (
        "link leads out of it",
        ".DirIcon is missing",
        "desktop-file-validate: ",
        "AppRun does not start: hello",
    ):
        assert fault in said


@needs("readelf")
def test_a_library_that_nobody_brings_is_found(script, appdir: Path) -> None:
    from PySide6 import QtCore

    core = Path(QtCore.__file__)
    shutil.copy(core, appdir / "usr/lib/postil")
    said = list(script.missing_libraries(appdir))
    assert any(f"{core.name} needs libQt6Core.so.6" in line for line in said), said
    assert not any("libc.so.6" in line for line in said)


@needs("mksquashfs", "unsquashfs")
def test_the_image_follows_the_runtime_and_is_the_same_twice(script, appdir: Path, tmp_path: Path) -> None:
    runtime = tmp_path / "runtime"
    runtime.write_bytes(b"\x7fELF\x02\x01\x01\x00AI\x02" + bytes(1000))
    one, two = (script.make_image(appdir, tmp_path / f"{n}.AppImage", runtime) for n in (1, 2))
    assert one.read_bytes() == two.read_bytes() and os.access(one, os.X_OK)
    head = one.read_bytes()[: runtime.stat().st_size]
    assert head == runtime.read_bytes()
    unpack = ["unsquashfs", "-quiet", "-no-progress", "-offset", str(len(head)), "-dest", tmp_path / "out", one]
    subprocess.run(unpack, check=True, capture_output=True)
    names = {str(path.relative_to(appdir)) for path in appdir.rglob("*")}
    assert names == {str(path.relative_to(tmp_path / "out")) for path in (tmp_path / "out").rglob("*")}
    runtime.write_bytes(b"\x7fELF" + bytes(1000))
    with pytest.raises(ValueError, match="no type-2"):
        script.make_image(appdir, tmp_path / "3.AppImage", runtime)


@pytest.mark.slow
@pytest.mark.skipif(not BUILT, reason="POSTIL_STANDALONE names no stand-alone folder")
@needs("desktop-file-validate", "appstreamcli", "readelf")
def test_the_whole_thing(script, tmp_path: Path) -> None:
    appdir = tmp_path / "mounted é" / "Postil.AppDir"
    script.make_appdir(Path(str(BUILT)), appdir)
    assert list(script.faults(appdir)) == []
    sample = shutil.copytree(ROOT / "resources/samples", tmp_path / "articles") / "harbour-ferry.md"
    works(appdir / "AppRun", tmp_path / "home", sample)
    image = tmp_path / "Postil é.AppImage"  # what the runtime says when it has mounted it
    env = lonely(tmp_path / "other home") | {"APPIMAGE": str(image), "APPDIR": str(appdir)}
    subprocess.run([appdir / "AppRun", "desktop", "install"], env=env, check=True, capture_output=True)
    written = tmp_path / "other home/.local/share"
    starts = [*written.rglob("applications/*.desktop"), *written.rglob("postil/start")]
    assert any(str(image) in path.read_text() for path in starts)
    assert not any(str(appdir) in path.read_text() for path in starts)
