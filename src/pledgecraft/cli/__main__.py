"""Allow ``python -m pledgecraft.cli``."""

from pledgecraft.cli import main

main()
