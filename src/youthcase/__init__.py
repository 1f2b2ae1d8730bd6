"""Youthcase: case files and safety plans, kept safe on one computer."""

__version__ = "0.1.0"
