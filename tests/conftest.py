"""What several tests need: the place of the data that is shared with other projects."""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")  # the machine may have other work: how long something takes says nothing about it

os.environ["LC_PAPER"] = os.environ["LC_ALL"] = "C.UTF-8"  # the same paper wherever tests are run

LARGE_BYTES = 60_000  # larger sidecars hold the same kinds of records, and take seconds to look through


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of articles, cases and fixtures; the test is skipped where it is absent."""
    folder = Path(os.environ.get("POSTIL_SHARED") or Path(__file__).resolve().parents[1].parent / "shared")
    if not folder.is_dir():
        pytest.skip(f"the shared data is not at {folder}; POSTIL_SHARED names another place")
    return folder


@pytest.fixture(autouse=True, scope="session")
def own_runtime_folder() -> Iterator[Path]:
    """Where a Postil that a test starts is found: never the user's own, and never one of another worker."""
    with tempfile.TemporaryDirectory(prefix="postil-") as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", folder)
        yield Path(folder)


@pytest.fixture
def rests(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds for which saving threads rest before they save, as they ask for them: a slow machine has the same."""
    wait, found = threading.Condition.wait, list[float]()
    others = set(threading.enumerate())  # what another test has left

    def noting(self: threading.Condition, timeout: float | None = None) -> bool:
        thread = threading.current_thread()
        if timeout is not None and thread.name == "postil-autosave" and thread not in others:
            found.append(timeout)
        return wait(self, timeout)

    monkeypatch.setattr(threading.Condition, "wait", noting)
    return found


@pytest.fixture(autouse=True)
def every_sidecar_is_valid(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever a test has written as a sidecar is valid by the published schema, and JSON-LD reads it.

    Not looked at: records that were damaged before, documents whose head was not made by us, and what a test marked
    `odd_sidecars` writes.
    """
    if request.node.get_closest_marker("odd_sidecars"):
        yield
        return
    from reader.annotations.collection import AnnotationSet
    from reader.sidecar.format.document import DocumentWriter

    written: dict[bytes, tuple[dict[str, Any], AnnotationSet]] = {}
    write = DocumentWriter.write

    def noting(self: DocumentWriter, document: dict[str, Any], annotations: AnnotationSet) -> bytes:
        data = write(self, document, annotations)
        if len(data) <= LARGE_BYTES:
            written[data] = (document, annotations)
        return data

    monkeypatch.setattr(DocumentWriter, "write", noting)
    yield
    if not written:
        return
    from tests.published_format import expanded, schema_problems, sound_part

    sound = None
    for data, (before, held) in list(written.items()):  # a saver may still be writing
        sound = sound_part(data, before, held)
        if sound is not None:
            assert schema_problems(sound) == []
    if sound is not None:
        expanded(sound)
