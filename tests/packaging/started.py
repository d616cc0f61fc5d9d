"""Uses an installed Postil as a person would, wherever it is installed: tags, exports, opens the window and ends it."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

import reader


def run(program: Path, environment: Mapping[str, str], *arguments: object) -> str:
    """What `program` prints. It must succeed."""
    command = [str(program), *map(str, arguments)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def lonely(home: Path) -> dict[str, str]:
    """An environment with nothing but a home: whatever Python or Postil there is elsewhere cannot be found."""
    return {"HOME": str(home), "PATH": "/nowhere", "QT_QPA_PLATFORM": "offscreen", "LANG": "C.UTF-8"}


def works(program: Path, home: Path, sample: Path) -> None:
    """All that an installation must be able to do: it tells its version, tags, shows, exports and opens."""
    environment = lonely(home)
    said = run(program, environment, "--version").splitlines()
    assert said[0] == f"postil {reader.__version__}"
    assert said[1].startswith("Qt 6.") and said[2].startswith("PySide6 6.") and said[3].startswith("Python 3.")
    run(program, environment, "tag", sample, "--type", "PER", "--quote", "Ilse Marrowby", "--nth", 1)
    shown = json.loads(run(program, environment, "show", sample, "--json"))
    assert [a["spans"][0]["text"] for a in shown["annotations"]] == ["Ilse Marrowby"]
    made = Path(run(program, environment, "export", sample, "--to", "pdf").strip())
    assert made.read_bytes().startswith(b"%PDF-") and made.stat().st_size > 50_000
    run(program, environment, "import", sample, made, "--from", "pdf")
    opens(program, home, sample)


def opens(program: Path, home: Path, article: Path) -> None:
    """The window opens with the article, which is listed as open and remembered; it ends well when it is told to."""
    state = home / ".local/state/postil"
    listed, remembered = state / "recent.json", state / "articles"
    assert not listed.exists() and not remembered.exists()
    with subprocess.Popen([program, article], env=lonely(home), stderr=subprocess.PIPE, text=True) as process:
        end = time.monotonic() + 60
        while not listed.exists() and process.poll() is None and time.monotonic() < end:
            time.sleep(0.1)
        time.sleep(3)  # it listens to signals from right after the first frame on
        process.send_signal(signal.SIGTERM)
        said = process.communicate(timeout=60)[1]
    assert (process.returncode, said) == (0, "")
    assert article.name in listed.read_text("utf-8")
    assert len(list(remembered.iterdir())) == 1
