"""The files that a registration is made of, as the system's own programs judge them."""

from __future__ import annotations

import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest

from reader.desktop.file_types import ANNOTATIONS, FILE_TYPES
from reader.desktop.linux.entry import ENTRY_NAME, desktop_entry, keys_of
from reader.desktop.linux.metainfo import Release, metainfo
from reader.desktop.linux.mime_xml import mime_xml
from tests.desktop.linux.home import Home, need


def said(*words: str | Path, **environ: str) -> tuple[int, str]:
    done = subprocess.run(list(map(str, words)), capture_output=True, text=True, env=environ or None)
    return done.returncode, (done.stdout + done.stderr).strip()


@pytest.mark.parametrize("words", [["postil"], ["/opt/Postil/bin/postil"], ["sh", "/a b/100%/start"]])
def test_the_entry_is_a_valid_one(tmp_path, words: list[str]) -> None:
    need("desktop-file-validate", "desktop-file-install")
    path = tmp_path / ENTRY_NAME
    path.write_text(desktop_entry(words, words[-1]))
    assert said("desktop-file-validate", path) == (0, "")
    assert said("desktop-file-install", f"--dir={tmp_path / 'to'}", path)[0] == 0


def test_the_entry_knows_each_type() -> None:
    listed = keys_of(desktop_entry(["postil"], "postil"))["MimeType"].split(";")
    assert {kind.mime for kind in FILE_TYPES} <= set(listed)


def test_the_program_of_the_entry_is_the_first_that_stands_in_it() -> None:
    """xdg-mime takes the first `Exec` of the file, whichever group it is in."""
    entry = desktop_entry(["postil"], "postil")
    assert entry.index("Exec=postil %F") < entry.index("[Desktop Action NewWindow]")


@pytest.mark.parametrize("releases", [(), (Release("0.2.0", "2026-11-26", ("Tags & <claims>",)),)])
def test_software_centres_can_read_the_description(tmp_path, releases) -> None:
    need("appstreamcli")
    path = tmp_path / "io.github.postil.Postil.metainfo.xml"
    path.write_text(metainfo(releases))
    status, words = said("appstreamcli", "validate", "--no-net", path)
    assert status == 0, words
    assert "W:" not in words
    assert "E:" not in words


def test_a_sidecar_is_annotations_and_other_json_is_not(home: Home) -> None:
    """By name and by what is in it, in GLib's eyes and in those of the database that Qt reads."""
    need("gio", "update-mime-database")
    home.registration().install(False)
    home.environ["XDG_DATA_DIRS"] = "/usr/share"
    for name, mime in {
        "x.md.annotations.json": ANNOTATIONS.mime,
        "x.json": "application/json",
        "annotations.json": "application/json",
    }.items():
        path = home.folder / name
        path.write_text('{"a": 1}')
        assert said("gio", "info", "-a", "standard::content-type", path, **home.environ)[1].endswith(mime)
    globs = (home.data / "mime" / "globs2").read_text()
    assert f"60:{ANNOTATIONS.mime}:*.annotations.json" in globs.splitlines()


def test_annotations_are_a_kind_of_json() -> None:
    root = ElementTree.fromstring(mime_xml())
    space = "{http://www.freedesktop.org/standards/shared-mime-info}"
    (kind,) = root.findall(f"{space}mime-type")
    assert kind.get("type") == ANNOTATIONS.mime
    assert kind.find(f"{space}sub-class-of").get("type") == "application/json"


def test_every_icon_is_there_in_every_size(home: Home) -> None:
    home.registration().install(False)
    for context, name in (("apps", "io.github.postil.Postil"), ("mimetypes", ANNOTATIONS.mime.replace("/", "-"))):
        for size in (16, 22, 24, 32, 48, 64, 128, 256, 512):
            picture = (home.data / "icons/hicolor" / f"{size}x{size}" / context / f"{name}.png").read_bytes()
            assert picture[16:24] == size.to_bytes(4, "big") * 2
        assert (home.data / "icons/hicolor/scalable" / context / f"{name}.svg").exists()
    assert (home.data / "icons/hicolor/symbolic/apps/io.github.postil.Postil-symbolic.svg").exists()
