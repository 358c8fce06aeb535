"""What a run does to the parties' economies: tariffs, debt, adequacy of reserves.

These follow from a run's yearly flows, so they need no place in the kernel.
"""
