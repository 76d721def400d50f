"""Who did what and when, without what was said."""
