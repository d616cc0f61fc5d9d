"""What a screen reader hears over the accessibility bus: a real window, a real bus, a listener on it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.x_server import x_server

LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")
LISTENER = "/usr/bin/python3"  # the system's own, which has dbus
_NEEDS = [tool for tool in ("Xvfb", "dbus-run-session", "dbus-monitor", "dbus-send") if shutil.which(tool) is None]
_NEEDS += [] if LAUNCHER.exists() else [str(LAUNCHER)]
pytestmark = [pytest.mark.slow, pytest.mark.skipif(bool(_NEEDS), reason=f"needs {', '.join(_NEEDS)}")]

# Events are sent only to those who asked for them, as long as they are there.
LISTEN = """
import dbus, sys, time
bus = dbus.bus.BusConnection(sys.argv[1])
registry = bus.get_object("org.a11y.atspi.Registry", "/org/a11y/atspi/registry")
for name in ("object:", "focus:"):
    dbus.Interface(registry, "org.a11y.atspi.Registry").RegisterEvent(name, dbus.Array([], signature="s"), "")
time.sleep(60)
"""
SESSION = """
{launcher} --launch-immediately &
sleep 1
ask="dbus-send --session --print-reply=literal --dest=org.a11y.Bus /org/a11y/bus"
address=$($ask org.a11y.Bus.GetAddress | tr -d ' ')
dbus-monitor --address "$address" type=signal,interface=org.a11y.atspi.Event.Object > {heard} &
monitor=$!
{listener} -c "$LISTEN" "$address" &
listening=$!
sleep 1
{python} -c "$WINDOW" {folder}
kill $monitor $listening
"""
WINDOW = """
import sys
from pathlib import Path
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from reader.app.start.application import Postil, make_application
from reader.app.article.opening import Reading
from reader.folders import Folders
app = make_application()
folder = Path(sys.argv[1])
article = folder / "article.txt"
article.write_text("Ada \\N{GRINNING FACE} met Bob in London.", encoding="utf-8")
reading = Reading.of(article, Folders.under(folder / "user"))
reading.thread.join(10)
bench = Postil(Folders.under(folder / "user")).show(reading)
bench.window.activateWindow()
bench.window.focus_page()
bench.finishing.now()
QTest.qWait(1500)
def press(key, held=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(bench.window.page, key, held)
    QTest.qWait(200)
press(Qt.Key.Key_Right)
press(Qt.Key.Key_P)
press(Qt.Key.Key_Right)
press(Qt.Key.Key_Left)
press(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
bench.window.close()
QTest.qWait(100)
"""


def test_caret_selection_and_annotations_are_heard(tmp_path):
    heard = tmp_path / "heard.txt"
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    with x_server() as env:
        env.pop("AT_SPI_BUS_ADDRESS", None)
        env |= {"XDG_RUNTIME_DIR": str(runtime), "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
        env |= {"WINDOW": WINDOW, "LISTEN": LISTEN}
        script = SESSION.format(
            launcher=LAUNCHER, heard=heard, listener=LISTENER, python=sys.executable, folder=tmp_path
        )
        command = ["dbus-run-session", "--", "sh", "-c", script]
        subprocess.run(command, env=env, capture_output=True, text=True, timeout=90, check=False)
    signals = heard.read_text(encoding="utf-8") if heard.exists() else ""
    if "ChildrenChanged" not in signals:
        pytest.skip("no accessibility bus can be had here")
    carets = [int(n) for n in re.findall(r'member=TextCaretMoved\n\s+string ""\n\s+int32 (\d+)', signals)]
    assert carets[:1] == [7]  # "met": the emoji counts two, as Qt counts its texts
    assert "member=TextSelectionChanged" in signals
    assert "member=Announcement" in signals
    assert 'string "met, Person, the only mention, name"' in signals
