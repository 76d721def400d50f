"""The plan of one person: what to do today and this week, how much, why, and what changed.

A plan is worked out, never edited: the visits of one person go through it in order, each leads to a
state (`running`), and from the last state a week is made (`week`). The same visits give the same
plan. What may be in a plan is decided by the guideline; here it is chosen, measured out and laid
over the days.
"""
