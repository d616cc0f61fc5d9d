"""The AppStream description, which software centres show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from reader.desktop.file_types import APP_ID, APP_NAME, FILE_TYPES, SUMMARY
from reader.desktop.linux.entry import ENTRY_NAME

_HOME = "https://github.com/postil/postil"
_PICTURES = f"{_HOME.replace('github.com', 'raw.githubusercontent.com')}/main/resources/screenshots"
_LICENCE = "Apache-2.0"
_ABOUT = (
    "Postil is a reader for people who read articles closely: fact-checkers, investigators, journalists and "
    "researchers. Open a text or Markdown file and mark, from the keyboard or with the mouse, who and what is named in "
    "it and which words make which claim: who said it, and whether it holds.",
    "The marks are kept in an open file beside the article, which itself is never changed. Nothing leaves the machine.",
)
_CAN = (
    "One key tags a person, an organisation, a place, a date and more",
    "Claims with speakers, verdicts, evidence and notes",
    "Annotations stay on their words when the article changes",
    "Every change is safe from a crash, and earlier versions are kept",
    "An annotated PDF with real highlights, an index of entities and a table of claims",
)
_SCREENSHOTS = (
    ("main.png", "An article with its entities and its claims"),
    ("claim-card.png", "A claim with who said it, its verdict and its evidence"),
    ("overlaps-dark.png", "Nested, crossing and discontinuous marks in the dark theme"),
    ("pdf.png", "The annotated PDF"),
)


class Release(NamedTuple):
    """One version that came out: its number, its day (2026-11-26), and what was new, a sentence each."""

    version: str
    date: str
    news: tuple[str, ...] = ()


def metainfo(releases: Sequence[Release] = ()) -> str:
    """The metainfo file; the newest release first."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<component type="desktop-application">',
        f"  <id>{APP_ID}</id>",
        f"  <name>{APP_NAME}</name>",
        f"  <summary>{escape(SUMMARY)}</summary>",
        "  <metadata_license>CC0-1.0</metadata_license>",
        f"  <project_license>{_LICENCE}</project_license>",
        '  <developer id="io.github.postil"><name>The Postil developers</name></developer>',
        "  <developer_name>The Postil developers</developer_name>",
        "  <description>",
        *(f"    <p>{escape(each)}</p>" for each in _ABOUT),
        "    <ul>",
        *(f"      <li>{escape(each)}</li>" for each in _CAN),
        "    </ul>",
        "  </description>",
        f'  <launchable type="desktop-id">{ENTRY_NAME}</launchable>',
        f'  <url type="homepage">{_HOME}</url>',
        f'  <url type="bugtracker">{_HOME}/issues</url>',
        "  <categories><category>Office</category></categories>",
        "  <keywords>",
        *(f"    <keyword>{each}</keyword>" for each in ("annotation", "fact-checking", "claims", "Markdown")),
        "  </keywords>",
        "  <provides>",
        "    <binary>postil</binary>",
        *(f"    <mediatype>{escape(kind.mime)}</mediatype>" for kind in FILE_TYPES),
        "  </provides>",
        '  <requires><display_length compare="ge">360</display_length></requires>',
        "  <supports><control>keyboard</control><control>pointing</control></supports>",
        "  <screenshots>",
        *_screenshots(),
        "  </screenshots>",
        '  <content_rating type="oars-1.1"/>',
        *_releases(releases),
        "</component>",
    ]
    return "\n".join(lines) + "\n"


def _screenshots() -> list[str]:
    lines = []
    for n, (name, caption) in enumerate(_SCREENSHOTS):
        lines += [
            '    <screenshot type="default">' if n == 0 else "    <screenshot>",
            f"      <caption>{escape(caption)}</caption>",
            f'      <image type="source">{_PICTURES}/{name}</image>',
            "    </screenshot>",
        ]
    return lines


def _releases(releases: Sequence[Release]) -> list[str]:
    if not releases:
        return []
    lines = ["  <releases>"]
    for each in releases:
        head = f"    <release version={quoteattr(each.version)} date={quoteattr(each.date)}"
        if not each.news:
            lines.append(f"{head}/>")
            continue
        news = [f"        <li>{escape(line)}</li>" for line in each.news]
        lines += [f"{head}>", "      <description><ul>", *news, "      </ul></description>", "    </release>"]
    return [*lines, "  </releases>"]
