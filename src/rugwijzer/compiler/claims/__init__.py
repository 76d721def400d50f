"""Claims: what must hold for every possible person, put to a solver.

`prove` gives a verdict on each claim; a refuted one comes with the smallest person that breaks it.
`findings` looks for what no claim says but every guideline owes: rules that never count, facts that
change nothing.
"""
