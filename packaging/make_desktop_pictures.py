"""Makes the pictures of a double-click: the file manager before, and the window after, as a real desktop shows them.

    python packaging/make_desktop_pictures.py [FOLDER]

Without a folder the pictures go to resources/screenshots. It needs what tests/desktop/test_double_click.py needs.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.desktop.test_double_click import POSTIL, await_window, icon, show, work  # noqa: E402
from tests.desktop_session import desktop_session, missing  # noqa: E402

MANAGER, ARTICLE = "pcmanfm", "harbour-ferry.md"
GROUND = "#5b6673"
SETTLED_S = 2.0  # until suggestions and panel stand


def main(folder: Path) -> int:
    lacks = missing(MANAGER, "xsetroot")
    if lacks:
        print(f"The pictures are not made: {', '.join(lacks)} is missing.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as scratch, desktop_session(Path(scratch)) as desk:
        desk.run("xsetroot", "-solid", GROUND)
        desk.run(str(POSTIL), "desktop", "install", "--default")
        articles = work(desk)
        shutil.copyfile(ROOT / "resources" / "samples" / "harbour-ferry.png", articles / "harbour-ferry.png")
        sample = str(ROOT / "resources" / "samples" / ARTICLE)
        desk.run(sys.executable, "-m", "reader.app.replay.headless", sample, str(articles))
        show(desk, MANAGER, articles)
        place = icon(desk, 0)
        desk.keys("ctrl+space")  # selected again, as it is under a click
        desk.picture(folder / "double-click-before.png")
        desk.double_click(*place)
        await_window(desk, ARTICLE)
        time.sleep(SETTLED_S)
        desk.picture(folder / "double-click-after.png")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "resources" / "screenshots"))
