"""The desktop entry: what menus show, what file managers offer, and what they run."""

from __future__ import annotations

from collections.abc import Sequence

from reader import __version__
from reader.desktop.file_types import APP_ID, APP_NAME, FILE_TYPES, SUMMARY
from reader.desktop.linux.exec_line import exec_value, string_value

ENTRY_NAME = f"{APP_ID}.desktop"
_KEYWORDS = ("annotate", "annotation", "highlight", "claim", "entity", "fact-checking", "article", "Markdown", "text")


def desktop_entry(words: Sequence[str], program: str) -> str:
    """The entry that runs `words`; it hides itself when `program` (a path, or a name on PATH) is gone.

    It stands first in its file, since xdg-mime takes the first `Exec` that it meets.
    """
    mimes = [mime for kind in FILE_TYPES for mime in (kind.mime, *kind.other_mimes)]
    lines = [
        "[Desktop Entry]",
        "Type=Application",
        "Version=1.4",
        f"Name={APP_NAME}",
        "GenericName=Article Annotator",
        f"Comment={SUMMARY}",
        f"Exec={exec_value(words, '%F')}",
        f"TryExec={string_value(program)}",
        f"Icon={APP_ID}",
        "Terminal=false",
        "Categories=Office;Qt;",
        f"MimeType={_list(mimes)}",
        f"Keywords={_list(_KEYWORDS)}",
        "StartupNotify=true",
        f"StartupWMClass={APP_NAME}",  # on X11, Qt takes the application's name; Wayland goes by the entry's own
        f"X-Postil-Version={__version__}",
        "Actions=NewWindow;",
        "",
        "[Desktop Action NewWindow]",
        "Name=New Window",
        f"Exec={exec_value((*words, '--new-window'))}",
    ]
    return "\n".join(lines) + "\n"


def keys_of(entry: str) -> dict[str, str]:
    """The keys of an entry's main group, as they are written."""
    found: dict[str, str] = {}
    inside = False
    for line in entry.splitlines():
        if line.startswith("["):
            inside = line.strip() == "[Desktop Entry]"
        elif inside and "=" in line and not line.startswith("#"):
            name, _, value = line.partition("=")
            found.setdefault(name.strip(), value.strip())
    return found


def _list(values: Sequence[str]) -> str:
    return "".join(f"{value};" for value in values)
