"""Does without a window what a window does."""
