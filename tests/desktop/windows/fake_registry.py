"""A registry in memory that behaves as the real one does: names do not tell case apart, keys stand by themselves."""

from __future__ import annotations

from reader.desktop.windows.entries import Value


class FakeRegistry:
    """`openers` says what `opener` answers; what is written after `allowed` writes fails."""

    def __init__(self, *values: Value) -> None:
        self.keys: dict[str, dict[str, str]] = {}
        self.spelled: dict[str, str] = {}
        self.openers: dict[str, str] = {}
        self.told = 0
        self.allowed = 10**9
        for value in values:
            self.write(value)

    def read(self, key: str, name: str) -> str | None:
        return self.keys.get(key.lower(), {}).get(name.lower())

    def write(self, value: Value) -> None:
        if not self.allowed:
            raise PermissionError(13, "Access is denied")
        self.allowed -= 1
        parts = value.key.split("\\")
        for n in range(1, len(parts) + 1):
            above = "\\".join(parts[:n])
            self.keys.setdefault(above.lower(), {})
            self.spelled.setdefault(above.lower(), above)
        self.keys[value.key.lower()][value.name.lower()] = value.data

    def delete(self, key: str, name: str) -> None:
        self.keys.get(key.lower(), {}).pop(name.lower(), None)

    def prune(self, key: str) -> None:
        key = key.lower()
        if key in self.keys and not self.keys[key] and not any(each.startswith(f"{key}\\") for each in self.keys):
            del self.keys[key]

    def opener(self, suffix: str) -> str:
        return self.openers.get(suffix, "")

    def tell(self) -> None:
        self.told += 1

    def copy(self) -> dict[str, dict[str, str]]:
        return {key: dict(values) for key, values in self.keys.items()}
