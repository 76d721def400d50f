"""From files to a typed guideline, and from somebody's answers to a typed record.

In order: `documents` (YAML with lines kept), `declarations` (what exists, and of which type),
`syntax`, `quantities` and `expressions` (conditions, typed against the declarations), `claim_words`
(what only claims may say), `sections` and `claims` (each kind of file), and `guideline` (all of it
together). `answers` reads a record. Every mistake is a `Problem`.
"""
