"""Addresses of web pages as people may see and open them. Fetches nothing and knows no Qt."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from reader.text.blocks import Block, Style
from reader.text.spans import Span

SHORT_CP = 40
MOST_HERE = 200
AROUND_CP = 4_000
_WEB = re.compile(r"https?://([^/?#\s]+)([^\s]*)", re.IGNORECASE)
_MAIL = re.compile(r"mailto:([^\s?/@:]+@[^\s?/@:]+)(\?.*)?", re.IGNORECASE)
_BARE = re.compile(r"https?://[^\s<>\"“”«»]+", re.IGNORECASE)
_BEHIND = ".,;:!?'’)]}"  # ends a sentence or closes a bracket, and no address


class Found(NamedTuple):
    """An address in the article: the code points `[start, end)` of its words, and where it goes, as it is opened.

    `detail` is what one should see besides: the link's own words, or what the host is really called.
    """

    start: int
    end: int
    address: str
    detail: str = ""


def addresses_in(text: str, block: Block, near: Span) -> list[Found]:
    """What may be opened in a block, in its order: links to the web and to mail, and addresses that stand bare in it.

    In a long block only what stands near `near`.
    """
    start, end = max(block.start, near.start - AROUND_CP), min(block.end, near.end + AROUND_CP)
    found: list[Found] = []
    for run in block.runs[bisect_left(block.runs, start, key=lambda run: run.end) :]:
        if run.start >= end:
            break
        if Style.LINK in run.style and Style.IMAGE not in run.style and (address := opened_as(run.href)):
            if found and found[-1].end == run.start and found[-1].address == address:
                found[-1] = found[-1]._replace(end=run.end)
            else:
                found.append(Found(run.start, run.end, address))
    found = [each._replace(detail=_detail(each.address, text[each.start : each.end])) for each in found]
    taken = [(each.start, each.end) for each in found]
    for bare in _BARE.finditer(text, start, end):
        address = _without_end(bare[0])
        if is_web(address) and not any(start < bare.end() and bare.start() < end for start, end in taken):
            found.append(Found(bare.start(), bare.start() + len(address), address, _detail(address, "")))
    return sorted(found)[:MOST_HERE]


def opened_as(address: str) -> str:
    """The address as it may be opened; empty when it may not. Of a mail only to whom: the rest could name files."""
    address = address.strip()
    if is_web(address):
        return address
    mail = _MAIL.fullmatch(address)
    return f"mailto:{mail[1]}" if mail and address.isprintable() else ""


def _without_end(address: str) -> str:
    """Without what stands behind an address in a sentence; a bracket stays that was opened in it."""
    while address and address[-1] in _BEHIND:
        if address[-1] == ")" and address.count("(") >= address.count(")"):
            break
        address = address[:-1]
    return address


def _detail(address: str, words: str) -> str:
    """The link's words where they are no part of the address; before them the host in ASCII where it is not."""
    host = address.partition("://")[2].partition("/")[0].rpartition("@")[2].partition(":")[0]
    real = ""
    if not host.isascii():
        try:
            real = host.encode("idna").decode("ascii")
        except UnicodeError:
            real = "?"
    words = " ".join(words.split())
    said = f"“{words}”" if words and words not in address else ""
    return " · ".join(part for part in (real, said) if part)


def is_web(address: str) -> bool:
    """Whether it is an http or https address of a host, in characters that can be seen."""
    found = _WEB.fullmatch(address.strip())
    return found is not None and address.strip().isprintable() and bool(found[1].strip(".@:"))


def shortened(address: str, most_cp: int = SHORT_CP) -> str:
    """The host and the end of the path, which tell pages apart, in at most `most_cp` characters; else its beginning.

    A name before the host (`user@host`) stays to be seen: it is there to deceive.
    """
    address = "".join(c if c.isprintable() else "\ufffd" for c in address.strip())
    found = _WEB.fullmatch(address)
    if found is None:
        return address if len(address) <= most_cp else address[: most_cp - 1] + "…"
    host, path = found[1].removeprefix("www."), found[2].rstrip("/")
    whole = host + path
    if len(whole) <= most_cp:
        return whole
    last = path.split("?")[0].split("#")[0].rsplit("/", 1)[-1]
    short = f"{host}/…/{last}" if last else f"{host}/…"
    if len(short) <= most_cp:
        return short
    room = most_cp - len(host) - 3
    return f"{host}/…{last[-room:]}" if room > 3 else whole[: most_cp - 1] + "…"
