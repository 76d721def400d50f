"""One person: what to ask next, what follows from the answers, and how long an answer counts.

Everything here is pure: a guideline and answers in, plain values out. The compiler's face is the
only thing it knows; words for people come from the guideline itself and from `library`.
"""
