"""`python -m ouvrage.cli`: the same command, for processes that start one another."""

from ouvrage.cli import main

main()
