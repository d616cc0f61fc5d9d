"""The leave to come to the front that a launcher gives to what it starts, and that a second start passes on."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping

TOKEN, STARTUP_ID = "XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID"


def leave_in(environ: Mapping[str, str]) -> tuple[str, str]:
    """The compositor's token and the launcher's startup id; "" without."""
    return environ.get(TOKEN, ""), environ.get(STARTUP_ID, "")


def forget_leave(environ: MutableMapping[str, str]) -> None:
    """It was used, or came too late: what Postil itself starts must not take it for its own."""
    for name in (TOKEN, STARTUP_ID):
        environ.pop(name, None)


def time_in(startup_id: str) -> int | None:
    """When the user gave the order, in the X server's milliseconds; None when the id does not say."""
    _, mark, digits = startup_id.rpartition("_TIME")
    if not mark or not digits.isascii() or not digits.isdigit() or len(digits) > 10:
        return None
    return int(digits) % 2**32
