"""Judging a guideline on simulated people: finding, missing, costing, and comparing."""
