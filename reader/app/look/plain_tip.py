"""The words of a tool tip: Qt takes those that look like HTML for it, and would look for pictures that they name."""

from __future__ import annotations


def plain_tip(words: str) -> str:
    """What to give to `setToolTip` so that these very words are shown."""
    if "<" not in words and "&" not in words:
        return words
    from html import escape

    return f'<span style="white-space: pre-wrap">{escape(words)}</span>'
