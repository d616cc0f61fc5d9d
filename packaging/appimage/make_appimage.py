"""Makes the AppImage of a stand-alone folder, or as much of it as this machine can.

    python packaging/appimage/make_appimage.py dist/postil [FOLDER]

The stand-alone folder is what `packaging/make_standalone.sh` makes. FOLDER (`dist` here) gets `Postil.AppDir`, checked,
and with it `Postil-VERSION-ARCH.AppImage`: APPIMAGE_RUNTIME names the runtime (type 2, from the AppImage project) that
goes in front. Without one the file system image alone is made, `....squashfs`. Needs binutils, squashfs-tools,
desktop-file-utils and appstream. SOURCE_DATE_EPOCH is the date of everything in it.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "packaging")]

import make_desktop_files  # noqa: E402

from reader import __version__  # noqa: E402
from reader.desktop.file_types import APP_ID, APP_NAME  # noqa: E402

PROGRAM = "usr/lib/postil"
DATE = os.environ.get("SOURCE_DATE_EPOCH") or "1704067200"
ICON_PX = 256

# What is not in it and must be the system's. All else that one of its files asks for has to be in it.
# Debian 12's glibc and newer; what talks to kernel, drivers and display must be as new as those.
EXPECTED = re.compile(
    r"(ld-linux-(x86-64\.so\.2|aarch64\.so\.1)"
    r"|lib(c|m)\.so\.6|lib(dl|resolv)\.so\.2|lib(pthread|gcc_s)\.so\.[01]|lib(rt|util|zstd)\.so\.1|libstdc\+\+\.so\.6"
    r"|lib(EGL|GL|gbm|xcb|X11-xcb)\.so\.1|lib(GLX|OpenGL)\.so\.0|libX11\.so\.6|libdrm\.so\.2"
    r"|libxcb-(randr|render|shape|shm|xfixes|xinput|glx)\.so\.0|libxcb-sync\.so\.1"
    r"|libwayland-(client|cursor)\.so\.0|libwayland-egl\.so\.1"
    r"|libfontconfig\.so\.1|libfreetype\.so\.6|libdbus-1\.so\.3|lib(glib|gthread)-2\.0\.so\.0)"
)
# Plugins that are of use only where there is what they are for; Qt goes on without them.
OPTIONAL = {"libqgtk3.so": re.compile(r"lib(gtk|gdk|pango|pangocairo|gobject|gio|atk|cairo|gdk_pixbuf|harfbuzz)[-.].*")}


def make_appdir(standalone: Path, appdir: Path) -> None:
    """Put the stand-alone folder and what desktops want to know of it where an AppImage has them."""
    if appdir.exists():
        shutil.rmtree(appdir)
    shutil.copytree(standalone, appdir / PROGRAM, symlinks=True)
    share = appdir / "usr/share"
    changelog = make_desktop_files.CHANGELOG.read_text("utf-8")
    for name, content in make_desktop_files.files_of(changelog, "postil", "site-functions"):
        (share / name).parent.mkdir(parents=True, exist_ok=True)
        (share / name).write_bytes(_everywhere(content) if name.startswith("applications/") else content)
    (appdir / "usr/bin").mkdir()
    (appdir / "usr/bin/postil").symlink_to("../lib/postil/postil")
    (appdir / "AppRun").symlink_to(f"{PROGRAM}/postil")  # it finds its parts by where it really is; no shell is needed
    (appdir / f"{APP_ID}.desktop").symlink_to(f"usr/share/applications/{APP_ID}.desktop")
    icon = f"usr/share/icons/hicolor/{ICON_PX}x{ICON_PX}/apps/{APP_ID}.png"
    for name in (f"{APP_ID}.png", ".DirIcon"):
        (appdir / name).symlink_to(icon)


def _everywhere(entry: bytes) -> bytes:
    """Without `TryExec`: nothing called `postil` is on the path of who has the AppImage alone."""
    return b"".join(line for line in entry.splitlines(keepends=True) if not line.startswith(b"TryExec="))


def faults(appdir: Path) -> Iterator[str]:
    """What is wrong with it: files that desktops refuse, libraries that nobody brings, a program that is none."""
    entry, metainfo = appdir / f"{APP_ID}.desktop", appdir / f"usr/share/metainfo/{APP_ID}.metainfo.xml"
    for command in (["desktop-file-validate", str(entry)], ["appstreamcli", "validate", "--no-net", str(metainfo)]):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            yield f"{command[0]}: {done.stdout}{done.stderr}".strip()
    yield from (
        f"{path} is missing" for path in ("AppRun", ".DirIcon", f"{APP_ID}.png") if not (appdir / path).exists()
    )
    for path in appdir.rglob("*"):
        if path.is_symlink() and not path.resolve().is_relative_to(appdir.resolve()):
            yield f"{path} leads out of it"
    yield from missing_libraries(appdir)
    with TemporaryDirectory() as home:
        env = {"HOME": home, "PATH": "/nowhere", "QT_QPA_PLATFORM": "offscreen", "LANG": "C.UTF-8"}
        done = subprocess.run([appdir / "AppRun", "--version"], env=env, capture_output=True, text=True, check=False)
    if done.returncode or done.stdout.splitlines()[:1] != [f"postil {__version__}"]:
        yield f"AppRun does not start: {done.stdout}{done.stderr}"


def missing_libraries(appdir: Path) -> Iterator[str]:
    """What files in it ask for that neither it nor every desktop has."""
    files = [path for path in sorted(appdir.rglob("*")) if path.is_file() and not path.is_symlink() and _is_elf(path)]
    inside = {path.name for path in appdir.rglob("*") if ".so" in path.name}
    for path in files:
        optional = OPTIONAL.get(path.name)
        for name in needed(path):
            if name not in inside and not EXPECTED.fullmatch(name) and not (optional and optional.fullmatch(name)):
                yield f"{path.relative_to(appdir)} needs {name}, which is neither in it nor to be expected"


def needed(path: Path) -> list[str]:
    """The libraries that an ELF file asks for itself."""
    said = subprocess.run(["readelf", "-dW", path], capture_output=True, text=True, check=True).stdout
    return re.findall(r"\(NEEDED\).*\[(.+)\]", said)


def _is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def make_image(appdir: Path, out: Path, runtime: Path | None) -> Path:
    """The image, with the runtime in front of it if there is one; the same files give the same bytes."""
    squashfs = out.with_suffix(".squashfs")
    squashfs.unlink(missing_ok=True)
    command = ["mksquashfs", appdir, squashfs, "-noappend", "-root-owned", "-no-xattrs", "-comp", "zstd", "-b", "1M"]
    env = {name: text for name, text in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    dates = ["-mkfs-time", DATE, "-all-time", DATE]
    subprocess.run([*command, *dates, "-no-progress", "-quiet"], env=env, check=True, stdout=subprocess.DEVNULL)
    if runtime is None:
        return squashfs
    head = runtime.read_bytes()
    if head[:4] != b"\x7fELF" or head[8:11] != b"AI\x02":
        raise ValueError(f"{runtime} is no type-2 AppImage runtime")
    out.write_bytes(head + squashfs.read_bytes())
    out.chmod(0o755)
    squashfs.unlink()
    return out


def main() -> int:
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    folder = Path(sys.argv[2] if len(sys.argv) == 3 else ROOT / "dist").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    appdir = folder / f"{APP_NAME}.AppDir"
    make_appdir(Path(sys.argv[1]), appdir)
    if found := list(faults(appdir)):
        print(*found, sep="\n", file=sys.stderr)
        return 1
    runtime = os.environ.get("APPIMAGE_RUNTIME")
    out = folder / f"{APP_NAME}-{__version__}-{platform.machine()}.AppImage"
    made = make_image(appdir, out, Path(runtime) if runtime else None)
    if runtime is None:
        print("APPIMAGE_RUNTIME names no runtime: this is the file system alone, which does not start", file=sys.stderr)
    print(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
