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

ALLOWED = {
    # a pair of sockets within the process: what `signal.set_wakeup_fd` and Qt's notifier both take on every system
    "app/start/signals.py": {"socket"},
    # a second start hands its paths over by a local socket, which no other machine can reach
    "desktop/instance/client.py": {"socket"},
    "desktop/instance/peer.py": {"socket"},
    "desktop/instance/server.py": {"PySide6.QtNetwork"},
}
# What these may use of it: nothing here knows another machine.
LOCAL = {
    "socket": {
        "socket", "socketpair", "AF_UNIX", "SOCK_STREAM", "SOL_SOCKET", "SO_PEERCRED", "MSG_PEEK", "MSG_DONTWAIT",
    },
    "PySide6.QtNetwork": {"QLocalServer", "QLocalSocket"},
}  # fmt: skip


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


def used(source: str) -> set[str]:
    """What a source takes from the modules that may be used for what is local: `socket.AF_UNIX`, `QLocalServer`."""
    tree = ast.walk(ast.parse(source))
    return {
        each
        for node in tree
        for each in (
            [f"socket.{node.attr}"]
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "socket"
            else [f"{node.module}.{alias.name}" for alias in node.names]
            if isinstance(node, ast.ImportFrom) and node.module in LOCAL
            else [f"{alias.name} as {alias.asname}" for alias in node.names if alias.asname and alias.name in LOCAL]
            if isinstance(node, ast.Import)
            else []
        )
    }


@pytest.mark.parametrize("name", ALLOWED)
def test_what_may_use_sockets_reaches_no_other_machine(name):
    source = (READER / name).read_text(encoding="utf-8")
    assert imports(source) & ALLOWED[name]
    assert used(source) <= {f"{module}.{each}" for module, names in LOCAL.items() for each in names}


@pytest.mark.parametrize(
    "source",
    [
        "import socket\nsocket.create_connection(('a', 1))",
        "import socket\nsocket.socket(socket.AF_INET)",
        "from socket import AF_INET6",
        "import socket as s\ns.AF_INET",
        "from PySide6.QtNetwork import QTcpSocket",
    ],
)
def test_what_is_not_local_is_found(source):
    assert not used(source) <= {f"{module}.{each}" for module, names in LOCAL.items() for each in names}


def test_the_guard_can_fail():
    assert imports("from urllib import request\nimport ssl") & NETWORK == {"urllib.request", "ssl"}
    assert not imports("from urllib.parse import quote") & NETWORK
