"""What a guideline is made of: truth values, types, units, expressions, decisions, outcomes.

Nothing here reads a file or evaluates an expression; every other room of the compiler builds on it.
`spec/language.md` says what each part means.
"""
