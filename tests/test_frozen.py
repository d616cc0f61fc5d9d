"""Our frozen dataclasses do what Python's do, in all that can be seen of them."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable
from functools import cached_property
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import frozen


def classes(dataclass: Callable[..., Any], field: Callable[..., Any]) -> tuple[type, ...]:
    @dataclass(frozen=True, slots=True)
    class Slotted:
        """Defaults, and a field that is neither compared nor shown."""

        a: int
        b: str = "b"
        c: list[int] = field(default_factory=list, compare=False, repr=False)

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Base:
        """All by name."""

        a: int
        b: str = ""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Derived(Base):
        """A field without a default after one with it."""

        c: list[int]

        @property
        def twice(self) -> int:
            return self.a * 2

    @dataclass(frozen=True)
    class Open:
        """With a dictionary, so that something can be worked out once."""

        a: int
        b: str = "b"
        c: list[int] = field(default_factory=list)

        @cached_property
        def twice(self) -> int:
            return self.a * 2

        def __eq__(self, other: object) -> bool:
            return isinstance(other, type(self)) and self.a == other.a

        def __hash__(self) -> int:
            return self.a

    @dataclass(frozen=True, slots=True)
    class Empty:
        """No field at all."""

    @dataclass(frozen=True, slots=True)
    class Single:
        """One field, that is looked at."""

        a: Any

        def __post_init__(self) -> None:
            if self.a == "x":
                raise ValueError("no x")

    return Slotted, Derived, Open, Empty, Single


OURS = dict(
    zip(("Slotted", "Derived", "Open", "Empty", "Single"), classes(frozen.dataclass, frozen.field), strict=True)
)
THEIRS = {each.__name__: each for each in classes(dataclasses.dataclass, dataclasses.field)}
Slotted, Open = OURS["Slotted"], OURS["Open"]
for _name in ("Slotted", "Open"):  # where pickle looks for them
    OURS[_name].__qualname__ = _name

FIELDS = st.fixed_dictionaries(
    {"a": st.integers(0, 3), "c": st.lists(st.integers(0, 2), max_size=2)}, optional={"b": st.sampled_from("bx")}
)


@pytest.mark.parametrize("name", ["Slotted", "Derived", "Open"])
@given(one=FIELDS, other=FIELDS)
def test_values_are_what_pythons_are(name, one, other):
    ours, theirs = (lambda said: OURS[name](**said)), (lambda said: THEIRS[name](**said))
    assert repr(ours(one)).rpartition(".")[2] == repr(theirs(one)).rpartition(".")[2]
    assert (ours(one) == ours(other)) == (theirs(one) == theirs(other))
    assert dataclasses.asdict(ours(one)) == dataclasses.asdict(theirs(one))
    changed = dataclasses.replace(ours(one), a=other["a"])
    assert dataclasses.asdict(changed) == dataclasses.asdict(dataclasses.replace(theirs(one), a=other["a"]))
    if name != "Derived":  # a list has no hash
        assert hash(ours(one)) == hash(theirs(one))


def outcome(act: Callable[[], Any]) -> str:
    try:
        return str(act()).rpartition(".")[2]
    except Exception as fault:
        return f"{type(fault).__name__}: {str(fault).rpartition('.')[2]}"


@pytest.mark.parametrize("name", OURS)
@pytest.mark.parametrize(
    "act",
    [
        lambda cls: cls(),
        lambda cls: cls(1),
        lambda cls: cls(1, "x"),
        lambda cls: cls("x"),
        lambda cls: cls(1, "x", [2], 3),
        lambda cls: cls(a=1, c=[]),
        lambda cls: cls(nothing=1),
        lambda cls: setattr(cls(a=1, c=[]), "a", 2),
        lambda cls: delattr(cls(1), "a"),
        lambda cls: hash(cls(1)) == hash(cls(1)),
        lambda cls: cls(1) == (1,),
        lambda cls: cls(1) == cls(1),
        lambda cls: cls() == cls(),
        lambda cls: hasattr(cls(a=1, c=[]), "__dict__"),
        lambda cls: cls(1).c is cls(1).c,
        lambda cls: [cls(a=1, c=[]).twice],
        lambda cls: cls.__match_args__,
        lambda cls: [f.name for f in dataclasses.fields(cls)],
    ],
)
def test_acts_end_as_with_python(name, act):
    assert outcome(lambda: act(OURS[name])) == outcome(lambda: act(THEIRS[name]))


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))])
@pytest.mark.parametrize("name", ["Slotted", "Open"])
def test_copies_are_equal(again, name):
    value = OURS[name](1, "x", [2])
    assert again(value) == value and again(value).c == [2]


def test_nothing_can_be_added():
    with pytest.raises(dataclasses.FrozenInstanceError):
        OURS["Empty"]().new = 1


def test_what_can_be_changed_is_not_made_here():
    with pytest.raises(TypeError):
        frozen.dataclass(frozen=False)
