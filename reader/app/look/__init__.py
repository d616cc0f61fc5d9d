"""Colours, faces and measures, and the small things that are drawn with them everywhere."""
