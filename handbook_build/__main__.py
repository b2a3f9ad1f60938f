"""`python -m handbook_build` is `handbook`."""

from handbook_build.cli import main

raise SystemExit(main())
