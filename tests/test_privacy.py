"""Nothing leaves the machine: no module of ours can open a connection."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

READER = Path(__file__).resolve().parents[1] / "reader"
NETWORK = {
    "socket", "ssl", "asyncio", "http", "http.client", "urllib.request", "urllib3", "requests", "httpx", "aiohttp",
    "ftplib", "smtplib", "xmlrpc", "webbrowser", "PySide6.QtNetwork", "PySide6.QtWebEngineCore", "PySide6.QtWebSockets",
}  # fmt: skip

# A pair of sockets within the process: what `signal.set_wakeup_fd` and Qt's notifier both take on every system.
ALLOWED = {"app/start/signals.py": {"socket"}}


def imports(source: str) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


@pytest.mark.parametrize("path", sorted(READER.rglob("*.py")), ids=lambda p: str(p.relative_to(READER)))
def test_no_module_imports_what_opens_connections(path):
    allowed = ALLOWED.get(path.relative_to(READER).as_posix(), set())
    assert not imports(path.read_text(encoding="utf-8")) & NETWORK - allowed


def test_the_guard_can_fail():
    assert imports("from urllib import request\nimport ssl") & NETWORK == {"urllib.request", "ssl"}
    assert not imports("from urllib.parse import quote") & NETWORK
