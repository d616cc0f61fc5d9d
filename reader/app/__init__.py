"""Floor 7: the window, in rooms. Modules without Qt say so, and a contract in `pyproject.toml` holds them to it."""


def made(owner: object, name: str) -> bool:
    """Whether a part that its owner makes when it is first asked for (a cached property) is there already."""
    return name in owner.__dict__
