"""Puts together what the Debian package has in /usr/lib/postil: an environment for the system's Python.

    python assemble.py install FOLDER    the environment: Postil, and the locked packages of the Python that runs this
    python assemble.py substvars FILE    adds which Python it is for

Qt is pruned as in the stand-alone folder: the same plugins, and the libraries that what is kept asks for.
"""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
if not (ROOT / "reader").is_dir():  # not in the copy that is built, but in the checkout
    ROOT = ROOT.parent
SPEC = ROOT / "packaging/pyinstaller/postil.spec"
# Locked packages of which nothing is used: pikepdf needs pillow for pictures alone, rich Pygments to colour sources.
LEFT_OUT = {"pillow", "pygments", "packaging"}
# The modules of Qt that Postil imports, and what these import.
QT_MODULES = {"QtCore", "QtDBus", "QtGui", "QtNetwork", "QtSvg", "QtWidgets"}
PYTHON = f"python3.{sys.version_info.minor}"


def main(words: list[str]) -> None:
    match words:
        case ["install", folder]:
            install(Path(folder))
        case ["substvars", file]:
            minor = sys.version_info.minor
            with Path(file).open("a", encoding="utf-8") as out:
                out.write(f"postil:Depends=python3 (>= 3.{minor}~), python3 (<< 3.{minor + 1}~)\n")
        case _:
            raise SystemExit("usage: assemble.py install FOLDER | substvars FILE")


def install(folder: Path) -> None:
    """The environment. The links to Python and to the program in its `bin` are made by debhelper."""
    site = folder / "lib" / PYTHON / "site-packages"
    site.mkdir(parents=True)
    (folder / "pyvenv.cfg").write_text("home = /usr/bin\ninclude-system-site-packages = false\n", "utf-8")
    own(site)
    for package in shipped():
        for inside, path in files_of(package):
            place = site / inside
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place)
    drop_libraries(site)


def shipped() -> list[Distribution]:
    """The locked packages that come along, compared with what is installed."""
    pins = re.findall(r"^([\w.-]+)==([^\s;]+)", (ROOT / "packaging/requirements.txt").read_text("utf-8"), re.MULTILINE)
    found = []
    for name, version in sorted(pins):
        if name.lower() in LEFT_OUT:
            continue
        package = distribution(name)
        if package.version != version:
            raise SystemExit(f"{name} is locked as {version}, and {package.version} is installed")
        found.append(package)
    return found


def own(site: Path) -> None:
    """Postil itself, as the wheel has it."""
    shutil.copytree(ROOT / "reader", site / "reader", ignore=shutil.ignore_patterns("__pycache__", "_resources"))
    shutil.copytree(
        ROOT / "resources",
        site / "reader/_resources",
        ignore=shutil.ignore_patterns("__pycache__", "screenshots", "*.ico", "*.icns", "LICENSE*", "README*"),
    )


def files_of(package: Distribution) -> Iterator[tuple[str, Path]]:
    """The files of a package that are of use when it runs: where in site-packages, and where they are now."""
    for file in package.files or ():
        name = file.as_posix()
        if name.startswith("..") or not wanted(name):
            continue
        yield name, Path(str(package.locate_file(file)))


def wanted(name: str) -> bool:
    """Whether a file of a wheel is kept. Licences go into /usr/share/doc/postil/copyright, all together."""
    folder, *rest = name.split("/")
    if ".dist-info" in folder:
        return rest == ["METADATA"]
    if re.match(r"(LICEN[CS]E|README)\b", rest[-1] if rest else folder):
        return False
    if "__pycache__" in rest or name.endswith((".pyi", ".pyx", ".pxd", ".pxi", ".h", ".hpp", ".c", ".cpp", "py.typed")):
        return False
    if folder == "lxml" and rest[0] in ("includes", "isoschematron", "html"):
        return False
    if folder != "PySide6":
        return True
    if rest[:2] == ["Qt", "plugins"]:
        table = plugins()
        kind, stem = rest[2], rest[-1].removeprefix("lib").partition(".")[0]
        return kind in table and (table[kind] is None or stem in table[kind])
    if rest[:2] == ["Qt", "lib"]:
        return ".so" in name  # those that nothing asks for go at the end
    if len(rest) > 1:
        return False
    return name.endswith(".py") or rest[0].startswith("libpyside6.") or rest[0].partition(".")[0] in QT_MODULES


def plugins() -> dict[str, set[str] | None]:
    """The plugins of Qt that Postil has use for: the table of the stand-alone folder."""
    for node in ast.parse(SPEC.read_text("utf-8")).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "PLUGINS":
            return ast.literal_eval(node.value)
    raise SystemExit(f"{SPEC} has no table PLUGINS")


def drop_libraries(site: Path) -> None:
    """Remove the libraries of Qt that nothing asks for."""
    libraries = {path.name: path for path in (site / "PySide6/Qt/lib").iterdir()}
    open_ones = [path for path in (site / "PySide6").rglob("*.so*") if path.name not in libraries]
    open_ones += (site / "shiboken6").glob("*.so*")
    asked: set[str] = set()
    while open_ones:
        for name in needed(open_ones.pop()):
            if name in libraries and name not in asked:
                asked.add(name)
                open_ones.append(libraries[name])
    for name, path in libraries.items():
        if name not in asked:
            path.unlink()


def needed(path: Path) -> list[str]:
    """The libraries that one asks the loader for."""
    said = subprocess.run(["readelf", "-dW", path], capture_output=True, text=True, check=True).stdout
    return re.findall(r"\(NEEDED\).*\[(.+)\]", said)


if __name__ == "__main__":
    main(sys.argv[1:])
