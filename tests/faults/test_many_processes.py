"""Two and three processes on one sidecar, killed and started again all the time: what was done is there, once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from tests.faults.conftest import Tally
from tests.faults.processes import Server, needs_fork
from tests.faults.story import Story, judge, make_article

pytestmark = needs_fork
KILLS_AN_ERA = 6


@pytest.fixture(scope="module")
def servers() -> Iterator[list[Server]]:
    made = [Server() for _ in range(3)]
    yield made
    for each in made:
        each.stop()


@pytest.mark.parametrize("eras", [3, pytest.param(50, marks=pytest.mark.slow)])
@pytest.mark.parametrize("count", [2, 3])
def test_processes_on_one_sidecar_lose_nothing_of_each_other(
    tmp_path: Path, servers: list[Server], tally: Tally, count: int, eras: int
) -> None:
    random = Random(count)
    lost = done = 0
    for era in range(eras):
        if era % 5 == 0:
            root = tmp_path / str(era)
            article, story = make_article(root / "articles"), Story()
        for number in range(count):
            begin(servers[number], article, root, story, f"e{era}.{number}", random)
        for kill in range(KILLS_AN_ERA):
            victim = random.randrange(count)
            servers[victim].hear_for(random.uniform(0, 0.15))
            servers[victim].kill()
            begin(servers[victim], article, root, story, f"e{era}.{victim}.{kill}", random)
        for server in servers[:count]:
            server.hear_for(0.1)
        for server in servers[:count]:
            server.kill()
        verdict = judge(article, root, story)
        assert not verdict, (era, verdict)
        done += story.done
        story.done = 0
        lost += verdict.lost
    assert done > eras * count
    tally(f"kill -9 of one of {count} processes", eras * (KILLS_AN_ERA + count), lost)


def begin(server: Server, article: Path, root: Path, story: Story, token: str, random: Random) -> None:
    server.start(story.tell, do="annotate", article=str(article), root=str(root), token=token,
                 rest=random.choice([0.0, 0.05]))  # fmt: skip
    server.until("ready")
