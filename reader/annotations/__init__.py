"""Floor 1: what people say about the words. Immutable values, and pure functions that make new ones."""
