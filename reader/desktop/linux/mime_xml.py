"""The type of the annotations for the shared MIME database; text and Markdown are in it already."""

from __future__ import annotations

from xml.sax.saxutils import escape

from reader.desktop.file_types import FILE_TYPES

_WEIGHT = 60
"""Above 50, which every pattern has that says nothing, so `*.json` among them."""


def mime_xml() -> str:
    """The source file of a MIME package that declares what nobody else does."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">',
    ]
    for kind in FILE_TYPES:
        if not kind.is_ours:
            continue
        lines += [
            f'  <mime-type type="{escape(kind.mime)}">',
            f"    <comment>{escape(kind.name)}</comment>",
            '    <sub-class-of type="application/json"/>',
            f'    <icon name="{escape(icon_name(kind.mime))}"/>',
            '    <generic-icon name="text-x-generic"/>',
            *(f'    <glob pattern="{escape(pattern)}" weight="{_WEIGHT}"/>' for pattern in kind.patterns),
            "  </mime-type>",
        ]
    return "\n".join([*lines, "</mime-info>"]) + "\n"


def icon_name(mime: str) -> str:
    """What a type's icon is called: its name without the slash."""
    return mime.replace("/", "-")
