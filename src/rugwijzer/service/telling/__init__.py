"""A result and a plan on a page."""
