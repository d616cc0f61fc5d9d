"""The real document portal of desktops: what it does with a sidecar, and that Postil gets on with it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.sandbox import APP_ID, Sandbox, why_no_sandbox

PORTAL = Path(os.environ.get("POSTIL_PORTALS", "/usr/libexec"), "xdg-document-portal")
GI = "/usr/bin/python3"  # descriptors are handed over by GLib's bindings

# Lends files: each twice, as a start from a file manager does and as a file dialog does; `:NAME` lends a new name.
LEND = """
import os, sys
from gi.repository import Gio, GLib
BUS, NAME = Gio.bus_get_sync(Gio.BusType.SESSION), "org.freedesktop.portal.Documents"
def call(method, signature, values, files=None):
    answer = BUS.call_with_unix_fd_list_sync(NAME, "/org/freedesktop/portal/documents", NAME, method,
                                             GLib.Variant(signature, values), None, 0, 20000, files, None)
    return answer[0].unpack()
def lend(path, persistent):
    folder, _, new = path.partition(":")
    files = Gio.UnixFDList.new()
    number = files.append(os.open(folder, os.O_PATH))
    if new:
        (doc,) = call("AddNamed", "(haybb)", (number, os.fsencode(new) + b"\\0", True, persistent), files)
    else:
        (doc,) = call("Add", "(hbb)", (number, True, persistent), files)
    call("GrantPermissions", "(ssas)", (doc, sys.argv[1], ["read", "write"]))
    return doc
print(*(lend(path, persistent) for path in sys.argv[2:] for persistent in (False, True)))
"""


def why_none() -> str:
    if why_no_sandbox():
        return why_no_sandbox()
    if not PORTAL.exists() or not os.access("/dev/fuse", os.R_OK | os.W_OK) or shutil.which("fusermount3") is None:
        return "needs xdg-document-portal (xdg-desktop-portal) and FUSE"
    has_gi = subprocess.run([GI, "-c", "from gi.repository import Gio"], capture_output=True, check=False)
    if shutil.which("dbus-daemon") is None or has_gi.returncode:
        return "needs dbus-daemon and python3-gi"
    return ""


pytestmark = pytest.mark.skipif(bool(why_none()), reason=why_none())


class Documents:
    """A portal that runs, and what it shows Postil."""

    def __init__(self, env: dict[str, str]) -> None:
        self._env = env
        self.folder = Path(env["XDG_RUNTIME_DIR"], "doc", "by-app", APP_ID)

    def lend(self, *paths: object) -> list[str]:
        """The numbers of these files, two each: of a start, and of a dialog."""
        command = [GI, "-c", LEND, APP_ID, *map(str, paths)]
        done = subprocess.run(command, env=self._env, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout.split()


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Documents]:
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    env = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "DBUS_SESSION_BUS_ADDRESS")}
    env |= {"XDG_RUNTIME_DIR": str(runtime), "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data")}
    address = f"unix:path={runtime}/bus"
    env["DBUS_SESSION_BUS_ADDRESS"] = address
    quiet = {"env": env, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    running = [subprocess.Popen(["dbus-daemon", "--session", "--nofork", f"--address={address}"], **quiet)]
    try:
        until((runtime / "bus").exists)
        for name in ("xdg-permission-store", "xdg-document-portal"):
            running.append(subprocess.Popen([PORTAL.with_name(name)], **quiet))
        until(lambda: (runtime / "doc" / "by-app").is_dir())
        yield Documents(env)
    finally:
        for each in reversed(running):
            each.terminate()
            each.wait(20)
        subprocess.run(["fusermount3", "-u", "-z", runtime / "doc"], capture_output=True, check=False)


def until(met) -> None:
    end = time.monotonic() + 40
    while not met():
        assert time.monotonic() < end
        time.sleep(0.1)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    place = tmp_path / "articles" / "ferry.md"
    place.parent.mkdir()
    place.write_text("Ada left the harbour.\n")
    return place


@pytest.fixture
def sandbox(tmp_path: Path, portal: Documents) -> Sandbox:
    home = tmp_path / "var app"
    home.mkdir()
    return Sandbox(home, portal=portal.folder)


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_what_is_put_beside_a_file_seems_to_stand_there_and_does_not(portal, article) -> None:
    """Why Postil does not try: the portal has no error for it."""
    number, _ = portal.lend(article)
    beside = portal.folder / number / "ferry.md.annotations.json"
    beside.write_text("{}")
    assert beside.read_text() == "{}"
    assert "ferry.md.annotations.json" not in names(article.parent)


def test_one_file_under_two_numbers_has_one_set_of_annotations(portal, sandbox, article) -> None:
    one, two = portal.lend(article)
    assert one != two
    tagged = sandbox.postil(one, article, "tag", "--type", "PER", "--quote", "Ada")
    assert tagged.returncode == 0 and "Kept in your data folder" in tagged.stderr, tagged.stderr
    sandbox.postil(two, article, "tag", "--type", "LOC", "--quote", "harbour")
    shown = json.loads(sandbox.postil(one, article, "show", "--json").stdout)
    assert [each["type"] for each in shown["annotations"]] == ["PER", "LOC"]
    assert names(article.parent) == ["ferry.md"]
    assert names(portal.folder / one) == ["ferry.md"]


def test_an_export_goes_through_the_name_that_a_dialog_gave(portal, sandbox, article, tmp_path) -> None:
    number, _ = portal.lend(article)
    out = tmp_path / "out"
    out.mkdir()
    _, target = portal.lend(f"{out}:mine.pdf")
    inside = sandbox.lent(target, Path("mine.pdf"))
    for _ in range(2):  # the second is written over the first
        made = sandbox.postil(number, article, "export", "--to", "pdf", "-o", str(inside))
        assert made.returncode == 0, made.stderr
    assert names(out) == ["mine.pdf"] and (out / "mine.pdf").read_bytes().startswith(b"%PDF-")
