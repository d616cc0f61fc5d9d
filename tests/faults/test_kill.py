"""`kill -9` at any moment of annotating and saving: what was shown as saved is there, and nothing is left behind."""

from __future__ import annotations

import time
from pathlib import Path
from random import Random

import pytest

from tests.faults.conftest import Tally
from tests.faults.processes import Server, needs_fork
from tests.faults.story import Story, judge, make_article

pytestmark = needs_fork
ROUNDS_A_FOLDER = 25
LONGEST_S = 0.08  # some ten saves


@pytest.mark.parametrize("kills", [40, pytest.param(600, marks=pytest.mark.slow)])
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
    assert done > kills / 4, "so little was saved that the test says nothing"
    tally("kill -9 at a random moment", kills, lost)


@pytest.mark.parametrize(("kills", "grace_s"), [(12, 1.0), pytest.param(120, 0.25, marks=pytest.mark.slow)])
def test_kill_while_nothing_is_saved_but_in_the_journal(
    tmp_path: Path, server: Server, tally: Tally, kills: int, grace_s: float
) -> None:
    """What was shown a quarter of a second before comes back (a second: where the machine is busy with other tests)."""
    random = Random(kills)
    lost = sure = 0
    for number in range(kills):
        if number % 5 == 0:
            root = tmp_path / str(number)
            article, story = make_article(root / "articles"), Story()
        server.start(story.tell, do="annotate", article=str(article), root=str(root), token=f"j{number}", rest=3600.0,
                     pause=random.choice([0.0001, 0.03, 0.1]))  # fmt: skip
        server.until("ready")
        server.hear_for(random.uniform(0, grace_s + 0.5))
        moment = time.monotonic() - grace_s
        server.kill()
        sure += story.sure_before(moment)
        verdict = judge(article, root, story, save=random.random() < 0.5)
        assert not verdict, (number, verdict)
        lost += verdict.lost
    assert sure > kills, "so little was sure that the test says nothing"
    tally("kill -9 before anything is saved", kills, lost)
