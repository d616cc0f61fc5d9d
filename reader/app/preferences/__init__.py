"""What the user set: kept for all windows, written off the GUI thread, shown on its page."""
