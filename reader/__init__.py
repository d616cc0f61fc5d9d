"""Postil: a desktop reader for annotating articles."""

__version__ = "0.1.0"
