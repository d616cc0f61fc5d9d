"""What Postil opens, once for every system: writers of entries, the open dialog and the sentences read this table."""

from __future__ import annotations

from typing import NamedTuple

from reader.sidecar.places.places import SUFFIX
from reader.text import suffixes

APP_ID = "io.github.postil.Postil"
"""The program's name in reverse: the desktop entry, the bundle and Windows' AppUserModelID bear it."""

APP_NAME = "Postil"
SUMMARY = "Annotate articles: entities and claims, kept beside the text"
"""What the program is for, in a line without a full stop."""


class FileType(NamedTuple):
    """One type of file.

    `suffixes` begin with a dot, the usual one first. `mime` is the type's name on Linux, `other_mimes` what older
    systems call it; `uti` is its name on macOS, `conforms_to` the types it is a kind of there; `prog_id` the stem of
    its name in Windows' registry. `name` is one such file in words, `names` many. What `is_ours` is declared by nobody
    else; what `is_article` is read itself, else the article beside it is opened.
    """

    id: str
    name: str
    names: str
    suffixes: tuple[str, ...]
    mime: str
    other_mimes: tuple[str, ...]
    uti: str
    conforms_to: tuple[str, ...]
    prog_id: str
    is_ours: bool
    is_article: bool

    @property
    def patterns(self) -> tuple[str, ...]:
        """What its files' names look like: `*.md`."""
        return tuple(f"*{suffix}" for suffix in self.suffixes)


MARKDOWN = FileType(
    "markdown",
    "Markdown article",
    "Markdown articles",
    suffixes.MARKDOWN,
    "text/markdown",
    ("text/x-markdown",),
    "net.daringfireball.markdown",
    ("public.plain-text",),
    "Postil.Markdown",
    is_ours=False,
    is_article=True,
)
TEXT = FileType(
    "text",
    "text article",
    "text articles",
    suffixes.TEXT,
    "text/plain",
    (),
    "public.plain-text",
    ("public.text",),
    "Postil.Text",
    is_ours=False,
    is_article=True,
)
ANNOTATIONS = FileType(
    "annotations",
    "Postil annotations",
    "Postil annotations",
    (SUFFIX,),
    "application/vnd.postil.annotations+json",
    (),
    f"{APP_ID.lower()}.annotations",
    ("public.json",),
    "Postil.Annotations",
    is_ours=True,
    is_article=False,
)

FILE_TYPES = (MARKDOWN, TEXT, ANNOTATIONS)
"""All of them, the one that is most Postil's own business first."""
