"""Frozen dataclasses that are made eight times as fast as Python makes them, and are written in the same words.

Python writes the text of six methods for each class and compiles them at every start, 0.6 ms a class. All but
`__init__` can do with the names of the fields, which are there already.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass, field
else:
    import dataclasses
    from dataclasses import MISSING, Field, FrozenInstanceError, field
    from operator import attrgetter

    def dataclass(*, frozen: bool, slots: bool = False, kw_only: bool = False):
        """As `dataclasses.dataclass`; frozen it always is. Methods that the class has itself are kept."""
        if not frozen:
            raise TypeError("what can be changed is made by `dataclasses`")
        plain = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots, kw_only=kw_only)

        def make(cls: type) -> type:
            own = set(vars(cls))
            made = plain(cls)
            fields = dataclasses.fields(made)
            methods = {**_compared([f.name for f in fields if f.compare]), **_FROZEN}
            methods["__init__"] = _init(made, fields, slots)
            methods["__repr__"] = _repr([f.name for f in fields if f.repr])
            for name, method in methods.items():
                if name not in own:
                    setattr(made, name, method)
            return made

        return make

    def _init(cls: type, fields: tuple[Field, ...], slots: bool):
        """It puts each value where it belongs: into its slot, or into the instance's dictionary."""
        names: dict[str, Any] = {"_missing": MISSING}
        positional, by_name, lines = ["self"], [], []
        for n, each in enumerate(fields):
            name, value = each.name, each.name
            default = ""
            if each.default is not MISSING:
                names[f"_default{n}"], default = each.default, f"=_default{n}"
            elif each.default_factory is not MISSING:
                names[f"_factory{n}"], default = each.default_factory, "=_missing"
                value = f"_factory{n}() if {name} is _missing else {name}"
            (by_name if each.kw_only else positional).append(name + default)
            if slots:
                names[f"_set{n}"] = _slot(cls, name)
                lines.append(f" _set{n}(self, {value})")
            else:
                lines.append(f" mine[{name!r}] = {value}")
        if by_name:
            positional += ["*", *by_name]
        if hasattr(cls, "__post_init__"):
            lines.append(" self.__post_init__()")
        head = [] if slots else [" mine = self.__dict__"]
        exec("\n".join((f"def __init__({', '.join(positional)}):", *head, *(lines or [" pass"]))), names)
        method = names["__init__"]
        method.__qualname__ = f"{cls.__qualname__}.__init__"
        return method

    def _slot(cls: type, name: str):
        """What writes a slot, though the class lets nobody write."""
        return next(vars(each)[name] for each in cls.__mro__ if name in vars(each)).__set__

    def _compared(names: list[str]) -> dict[str, Any]:
        """Equality and hash by the fields that are compared."""
        if len(names) > 1:
            values = attrgetter(*names)
        elif names:
            only = attrgetter(names[0])

            def values(self):
                return (only(self),)
        else:

            def values(_self):
                return ()

        def equal(self, other):
            return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

        return {"__eq__": equal, "__hash__": lambda self: hash(values(self))}

    def _repr(names: list[str]):
        def shown(self):
            return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in names)})"

        return shown

    def _refuse_set(_self, name, _value):
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def _refuse_delete(_self, name):
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def _set_state(self, state):
        """For copies: what Python hands over is a dictionary, or a pair of them, the second for slots."""
        for values in state if isinstance(state, tuple) else (state,):
            for name, value in (values or {}).items():
                object.__setattr__(self, name, value)

    _FROZEN = {"__setattr__": _refuse_set, "__delattr__": _refuse_delete, "__setstate__": _set_state}

__all__ = ["dataclass", "field"]
