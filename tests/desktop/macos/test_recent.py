"""Recent documents of macOS: which messages go to whom. The runtime itself is not here."""

from __future__ import annotations

from pathlib import Path

from reader.desktop.macos.recent import forget_recent, note_recent


class Runtime:
    """Objects are numbers; an answer is the next one."""

    def __init__(self, *missing: str) -> None:
        self.names = {0: "nil"}
        self.missing = missing
        self.sent: list[str] = []

    def find(self, name):
        return 0 if name in self.missing else self._add(name)

    def send(self, receiver, selector, *arguments):
        shown = [each.decode() if isinstance(each, bytes) else self.names[each] for each in arguments]
        said = f"[{self.names[receiver]} {selector}{' '.join(shown)}]"
        self.sent.append(said)
        return self._add(said)

    def _add(self, name):
        self.names[len(self.names)] = name
        return len(self.names) - 1


def test_an_article_is_noted_with_its_address():
    runtime = Runtime()
    note_recent(Path("/a b/Größe.md"), runtime)
    assert runtime.sent[-1] == (
        "[[NSDocumentController sharedDocumentController] noteNewRecentDocumentURL:"
        "[NSURL fileURLWithPath:[NSString stringWithUTF8String:/a b/Größe.md]]]"
    )


def test_all_are_forgotten():
    runtime = Runtime()
    forget_recent(runtime)
    assert runtime.sent[-1] == "[[NSDocumentController sharedDocumentController] clearRecentDocuments:nil]"


def test_nobody_is_asked_who_is_not_there():
    runtime = Runtime("NSDocumentController")
    note_recent(Path("/a.md"), runtime)
    forget_recent(runtime)
    assert not any("nil" in said or "recent" in said.lower() for said in runtime.sent)
