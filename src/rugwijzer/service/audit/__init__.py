"""Who did what, and when: one entry for every write, in the same transaction, without answers."""
