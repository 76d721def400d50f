"""Tags of pages that ask."""
