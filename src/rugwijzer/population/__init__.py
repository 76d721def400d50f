"""Many people who never lived, to judge a guideline on.

```
rates       the numbers of guideline/population/, each with its source or its range
reading     these files to rates             every mistake with file, line and how to mend it
fitting     rates held against the guideline they are for
conditions  the guideline language over many people at once
drawing     what is so, by chance            seeded: the same seed, the same people
simulate    what they answer
people      one person, and the files that hold many
totals      what they come to, beside what is published
prices      what each rule was found to cost, kept beside the guideline
```

The other modules judge a guideline on these people (`kinds`: what kind of pain and which profile
it sees in them). Numbers in bulk are numpy's and Parquet is
pyarrow's: the `population` extra. `extras` says so when they are missing.
"""
