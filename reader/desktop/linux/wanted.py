"""Every file that a registration consists of, below the user's data folder, with its bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from reader.desktop.file_types import APP_ID
from reader.desktop.linux.completions import bash_completion, fish_completion, zsh_completion
from reader.desktop.linux.entry import ENTRY_NAME, desktop_entry
from reader.desktop.linux.exec_line import exec_words, launcher_text
from reader.desktop.linux.man_page import man_page
from reader.desktop.linux.metainfo import metainfo
from reader.desktop.linux.mime_xml import mime_xml
from reader.desktop.manual import Manual
from reader.resources import resource_path

ICONS = "icons/hicolor"
LAUNCHER = "postil/start"
COMPLETIONS = {
    "bash-completion/completions/postil": bash_completion,
    "fish/vendor_completions.d/postil.fish": fish_completion,
    "zsh/site-functions/_postil": zsh_completion,
}


def shared_files(manual: Manual) -> Iterator[tuple[str, bytes]]:
    """What is the same for every installation: where below the data folder, and the bytes."""
    yield f"mime/packages/{APP_ID}.xml", mime_xml().encode()
    yield f"metainfo/{APP_ID}.metainfo.xml", metainfo().encode()
    yield "man/man1/postil.1", man_page(manual).encode()
    for name, write in COMPLETIONS.items():
        yield name, write(manual).encode()
    icons = resource_path(ICONS)
    for path in sorted(icons.rglob("*.*")):
        yield f"{ICONS}/{path.relative_to(icons).as_posix()}", path.read_bytes()


def wanted_files(data: Path, command: Sequence[str], manual: Manual) -> Iterator[tuple[Path, bytes, int]]:
    """All files of one user's registration of this command: path, bytes and mode."""
    launcher = data / LAUNCHER
    words = exec_words(command, str(launcher))
    yield data / "applications" / ENTRY_NAME, desktop_entry(words, command[0]).encode("utf-8", "surrogateescape"), 0o644
    if str(launcher) in words:
        yield launcher, launcher_text(command).encode("utf-8", "surrogateescape"), 0o755
    for name, content in shared_files(manual):
        yield data / name, content, 0o644
