"""Addresses of web pages as people may see and open them. Fetches nothing and knows no Qt."""

from __future__ import annotations

import re

SHORT_CP = 40
_WEB = re.compile(r"https?://([^/?#\s]+)([^\s]*)", re.IGNORECASE)


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
