"""Allow ``python -m pledgecraft``."""

from pledgecraft.cli import main

main()
