"""Runs `postil` as it is, and writes down a few times a second what is open: `python watched.py FILE ARGUMENT ...`.

A command that is written into FILE.do is given in the first window.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from PySide6.QtCore import QTimer

from reader.app.start import application
from reader.cli.main import main

seen = Path(sys.argv.pop(1))
to_do = seen.with_name(seen.name + ".do")


class Watched(application.Postil):
    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)
        self._watch = QTimer(self, interval=50)
        self._watch.timeout.connect(self._write)
        self._watch.start()

    def _write(self) -> None:
        rows = [
            {
                "path": str(bench.session.article.path) if bench.has_article else "",
                "bar": bench.window.bar.text if bench.window.is_made("bar") else "",
                "annotations": len(bench.session.annotations),
                "status": bench.window.status.word,
                "front": bench is self.front_bench,
            }
            for bench in self.benches
        ]
        new = seen.with_name(seen.name + ".new")
        new.write_text(json.dumps(rows))
        new.replace(seen)
        if to_do.exists() and self.benches and not self.benches[0].is_waiting:
            command = to_do.read_text()
            to_do.unlink()
            self.benches[0].run(command)


application.Postil = Watched
status = main(sys.argv[1:])
sys.stdout.flush()
os._exit(status)
