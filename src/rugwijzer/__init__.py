"""Rugwijzer: an open digital care pathway for low back pain."""

__version__ = "1.0.0"
