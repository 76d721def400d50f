"""Whole journeys, as a person makes them."""
