"""Floor 6: what the systems that Postil runs on expect of a program."""
