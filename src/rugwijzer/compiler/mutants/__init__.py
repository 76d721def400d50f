"""Is every part of the guideline needed, and would anyone notice if it were wrong?

A mutant is the guideline with one change in it. Of each we want to know who notices.

```
making    every mutant of a guideline                 `changes` of conditions, `written` in words
crowd     many records side by side, as whole numbers
columns   what conditions come to for all of them     `standing` what decisions come to
noticing  which cases state what no longer comes out
nearby    people who differ from a case in one answer
judging   is there anyone at all? the solver says     loaded only when asked for
trying    all of it in order: what became of each
```
"""

from .making import Mutant, mutants_of, mutated
from .trying import CLEAN, Fate, Judge, Mark, Refuter, Tried, Verdict, sampled, try_mutants, unused
from .witness import Effect, Witness

__all__ = [
    "CLEAN",
    "Effect",
    "Fate",
    "Judge",
    "Mark",
    "Mutant",
    "Refuter",
    "Tried",
    "Verdict",
    "Witness",
    "mutants_of",
    "mutated",
    "sampled",
    "try_mutants",
    "unused",
]
