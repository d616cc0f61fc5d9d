"""Binds one article to one window, and does what takes longer than a key press."""
