"""How fast the compiled guideline is, beside others that run the same rules on the same people."""
