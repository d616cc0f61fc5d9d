"""Floor 0: a file becomes decoded source, blocks and the reading text whose code points everything counts."""
