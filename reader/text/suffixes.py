"""How the names of articles end. Other files are read as text, too; these are the ones that say it."""

from __future__ import annotations

MARKDOWN = (".md", ".markdown", ".mkd")
TEXT = (".txt", ".text")


def what_is_opened() -> str:
    """What one who named a folder can name instead, without a full stop."""
    return f"Choose a text or Markdown file in it ({', '.join((*TEXT, *MARKDOWN))})"
