"""`kill -9` at any moment of annotating and saving: what was shown as saved is there, and nothing is left behind."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tests.faults.conftest import Tally
from tests.faults.processes import Server, needs_fork
from tests.faults.story import Story, judge, make_article

pytestmark = needs_fork
ROUNDS_A_FOLDER = 25
LONGEST_S = 0.08  # some ten saves


@pytest.mark.parametrize("kills", [40, pytest.param(1000, marks=pytest.mark.slow)])
def test_kill_at_a_random_moment(tmp_path: Path, server: Server, tally: Tally, kills: int) -> None:
    random = Random(kills)
    lost = done = 0
    for number in range(kills):
        if number % ROUNDS_A_FOLDER == 0:
            root = tmp_path / str(number)
            article, story = make_article(root / "articles"), Story()
        batch = random.choice([1, 1, 3])
        server.start(story.tell, do="annotate", article=str(article), root=str(root), token=f"k{number}", batch=batch)
        if random.random() < 0.9:  # else while it is still opening the article
            server.until("ready")
        server.hear_for(random.uniform(0, LONGEST_S))
        server.kill()
        assert not server.failure
        verdict = judge(article, root, story)
        assert not verdict, (number, verdict)
        done += story.done
        story.done = 0
        lost += verdict.lost
    assert done > kills, "so little was saved that the test says nothing"
    tally("kill -9 at a random moment", kills, lost)
