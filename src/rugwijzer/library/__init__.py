"""The words people read: a text by key and language.

```
content/messages/    what a result says
content/interface/   what screens, errors and headings say
content/exercises/   how each exercise goes
content/lessons/     five minutes each, on how pain works and on what to do
content/pages/       the guide, page by page
content/positions/   to ease pain, to get up, to try what a question asks
content/spelling/    right words that no dictionary knows
content/terms.yaml   words to prefer and words to avoid
content/glossary.yaml  medical words and what they mean
```

The files are nested mappings whose leaves are `{nl: ..., en: ...}`; a key is the path to a leaf,
joined by dots: `urgency.call_now.title`.
"""

from rugwijzer.library.texts import Library, TextMissing, load_library

__all__ = ["Library", "TextMissing", "load_library"]
