"""What holds for every guideline and every person: generated ones, and the guideline itself."""
