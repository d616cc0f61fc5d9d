"""Figures with their bounds: ratios against a bare QTextEdit measured in the same run, never seconds alone.

The last figures stand in the test's output (`pytest tests/benchmarks -s`).
"""

from __future__ import annotations

import compileall
import json
import os
import random
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

import reader
from reader.annotations import acts
from reader.annotations.ids import Stamp
from reader.folders import Folders
from reader.session import Session, read_article
from reader.text.spans import Span

HERE = Path(__file__).resolve().parent
START_BOUND = 2.0  # times the floor, process start to the frame with the first line and its marks
KEY_BOUND_S = 0.016  # p99, key press to the end of the paint that shows the change; or
KEY_BOUND_FLOORS = 3.0  # times the floor's caret move, whichever is larger
RUNS = 5

pytestmark = pytest.mark.benchmark_ratio

WORDS = ("the", "of", "harbour", "Tarrow", "said", "ferry", "Marrowby", "inspector", "crack", "found", "was", "April")


def article(folder: Path, size: int, annotations: int) -> Path:
    """A text of `size` characters in paragraphs, with mentions spread evenly over it."""
    chance = random.Random(7)
    path = folder / f"article-{size}.txt"
    paragraphs, length = [], 0
    while length < size:
        words = [chance.choice(WORDS) for _ in range(90)]
        paragraphs.append(" ".join(words) + ".")
        length += len(paragraphs[-1]) + 1
    path.write_text("\n".join(paragraphs), encoding="utf-8")
    session = Session(read_article(path, Folders.under(folder / "home")))
    text = session.article.text
    step = len(text) // annotations
    spans = []
    for n in range(annotations):
        start = text.index(" ", n * step) + 1
        end = text.find(" ", start)
        spans.append(Span(start, end if end > 0 else len(text)))
    ids = ["PER", "ORG", "GPE", "DATE"]
    for n, type_id in enumerate(ids):
        session.apply(acts.tag(session.annotations, text, spans[n::4], type_id, Stamp(), entity=f"Name {n}"))
    session.close()
    return path


def run(script: str, *arguments: object) -> tuple[float, str]:
    """When the process was started, and what it printed."""
    env = os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p), "QT_QPA_PLATFORM": "offscreen"}
    env.pop("PYTHONDONTWRITEBYTECODE", None)  # users have bytecode; so have both sides here
    command = [sys.executable, str(HERE / script), *map(str, arguments)]
    before = time.time()
    done = subprocess.run(command, capture_output=True, text=True, env=env, timeout=180, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return before, done.stdout


@pytest.fixture(scope="module", autouse=True)
def bytecode():
    compileall.compile_dir(Path(reader.__file__).parent, quiet=1)


@pytest.mark.parametrize(("size", "annotations"), [(15_000, 60), (1_000_000, 1_000)])
def test_start_to_the_first_frame(tmp_path, size, annotations):
    path = article(tmp_path, size, annotations)
    ratios, ours_s, floors_s = [], [], []
    for n in range(RUNS + 1):
        before, out = run("floor.py", "start", path)
        floor = float(out) - before
        before, out = run("ours.py", "start", path, tmp_path / "home")
        ours = float(out) - before
        if n:  # the first pair warms the caches
            ratios.append(ours / floor)
            ours_s.append(ours)
            floors_s.append(floor)
    ratio = statistics.median(ratios)
    print(
        f"\nstart, {size} characters, {annotations} annotations: {statistics.median(ours_s) * 1000:.0f} ms, "
        f"floor {statistics.median(floors_s) * 1000:.0f} ms, ratio {ratio:.2f}"
    )
    assert ratio <= START_BOUND


def test_a_key_press_to_the_paint_that_shows_it(tmp_path):
    path = article(tmp_path, 1_000_000, 1_000)
    floor = percentile_99(json.loads(run("floor.py", "keys", path, 200)[1]))
    taken = json.loads(run("ours.py", "keys", path, tmp_path / "home", 100)[1])
    bound = max(KEY_BOUND_S, KEY_BOUND_FLOORS * floor)
    figures = {name: percentile_99(values) for name, values in taken.items()}
    print(f"\nkeys, p99 in ms (floor's caret move {floor * 1000:.1f}, bound {bound * 1000:.1f}):")
    for name, value in figures.items():
        print(f"  {name}: {value * 1000:.1f} (median {statistics.median(taken[name]) * 1000:.1f})")
    assert max(figures.values()) <= bound


def percentile_99(values: list[float]) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * 0.99))]
