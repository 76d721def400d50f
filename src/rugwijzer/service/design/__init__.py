"""How it looks: tokens, components and the page around every page. Knows nothing of backs."""
