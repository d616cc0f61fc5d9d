"""Floor 8: the `postil` command. Thin: it reads arguments, calls the floors below, and prints."""
