"""The website as people meet it: in a real browser, and as somebody who means harm."""
