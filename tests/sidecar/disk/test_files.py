"""One module changes files: nothing in `reader/` writes, renames or removes one but through `sidecar.files.disk`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

READER = Path(__file__).resolve().parents[2] / "reader"

# folders of a moment that nobody else sees and that are gone afterwards: for another program, or for typst
PRIVATE = {"app/workbench/printing.py", "export/pdf/child.py"}
THE_ONE = {"sidecar/disk/files.py"}

OF_OS = {
    "chmod", "chown", "fchmod", "fchown", "fdatasync", "fsync", "ftruncate", "link", "makedirs", "mkdir", "mkfifo",
    "mknod", "open", "pwrite", "remove", "removedirs", "rename", "renames", "replace", "rmdir", "sendfile", "symlink",
    "truncate", "unlink", "utime", "write", "writev",
}  # fmt: skip
OF_PATH = {
    "chmod", "hardlink_to", "mkdir", "rmdir", "symlink_to", "touch", "unlink", "write_bytes", "write_text",
}  # fmt: skip
MODULES = {"shutil", "tempfile"}
OTHERS = {"QSaveFile", "QFile", "QSettings", "QTemporaryFile"}
READING = {"os.open(path, os.O_RDONLY", "os.open(os.devnull"}


def faults(code: str) -> Iterator[str]:
    """What in this code changes files by a way of its own."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Attribute):
            owner = ast.unparse(node.value)
            own_way = owner == "os" and node.attr in OF_OS
            own_way |= owner in MODULES and node.attr not in {"which", "get_terminal_size"}
            if own_way or node.attr in OTHERS:
                yield ast.unparse(node)
        elif isinstance(node, ast.Name) and node.id in OTHERS:
            yield node.id
        elif isinstance(node, ast.ImportFrom) and node.module in {"os", *MODULES}:
            yield f"from {node.module} import"
        if isinstance(node, ast.Call):
            yield from _of_call(node)


def _of_call(node: ast.Call) -> Iterator[str]:
    called = node.func
    name = called.id if isinstance(called, ast.Name) else called.attr if isinstance(called, ast.Attribute) else ""
    owner = ast.unparse(called.value) if isinstance(called, ast.Attribute) else ""
    if owner in {"os", "files.disk"}:
        return
    texts = [a.value for a in (*node.args, *(k.value for k in node.keywords)) if isinstance(a, ast.Constant)]
    modes = [text for text in texts if isinstance(text, str) and len(text) <= 4 and set(text) <= set("rwxabt+")]
    if name == "open" and any(set(mode) & set("wxa+") for mode in modes):
        yield ast.unparse(node)
    if owner and (name in OF_PATH or (name == "rename" and len(node.args) == 1 and not node.keywords)):
        yield ast.unparse(node)


def _is_reading(code: str, node: str) -> bool:
    """`os.open` is also how a file is opened for reading without waiting for a pipe."""
    return node == "os.open" and code.count("os.open(") == sum(code.count(start) for start in READING)


@pytest.mark.parametrize("path", sorted(READER.rglob("*.py")), ids=lambda path: path.relative_to(READER).as_posix())
def test_no_file_is_changed_by_another_way(path: Path) -> None:
    if path.relative_to(READER).as_posix() in PRIVATE | THE_ONE:
        return
    code = path.read_text(encoding="utf-8")
    assert [found for found in faults(code) if not _is_reading(code, found)] == []


@pytest.mark.parametrize(
    "code",
    [
        "path.write_text('x')", "(folder / name).unlink()", "open(path, 'w')", "path.open(mode='ab')", "os.fsync(1)",
        "shutil.copyfile(a, b)", "QSaveFile(name)", "QtCore.QSaveFile(name)", "path.rename(other)",
        "from shutil import move", "replace = os.replace", "os.open(path, os.O_WRONLY)",
    ],
)  # fmt: skip
def test_each_of_the_other_ways_is_found(code: str) -> None:
    assert [found for found in faults(code) if not _is_reading(code, found)]


@pytest.mark.parametrize(
    "code",
    ["files.disk.unlink(path)", "open(path, 'rb')", "path.open()", "words.replace('a', 'b')", "acts.rename(a, b)"],
)
def test_what_reads_and_what_goes_through_the_port_is_none(code: str) -> None:
    assert list(faults(code)) == []
