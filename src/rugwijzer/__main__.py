"""`python -m rugwijzer` is `rugwijzer`."""

from rugwijzer.cli import main

raise SystemExit(main())
