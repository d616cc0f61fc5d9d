"""Floor 7: the window, in rooms. Modules without Qt say so, and a contract in `pyproject.toml` holds them to it."""
