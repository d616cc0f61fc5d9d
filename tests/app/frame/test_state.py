from pathlib import Path

from reader.app.frame.state import OpenFrame, OpenTab

A, B, C = Path("/a"), Path("/b"), Path("/c")
THREE = OpenFrame((OpenTab(A), OpenTab(B), OpenTab(C)), current=1)


def test_the_one_that_is_shown_stays_shown():
    assert THREE.without(frozenset({A})) == OpenFrame((OpenTab(B), OpenTab(C)), current=0)
    assert THREE.without(frozenset({C})) == OpenFrame((OpenTab(A), OpenTab(B)), current=1)


def test_else_the_one_after_it_or_the_last():
    assert THREE.without(frozenset({B})).current == 1
    assert THREE._replace(current=2).without(frozenset({C})).current == 1
    assert THREE.without(frozenset({A, B, C})) == OpenFrame((), current=0)
