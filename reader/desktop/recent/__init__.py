"""Articles that were opened: Postil's own list of them, and the desktop's. Knows no Qt."""
