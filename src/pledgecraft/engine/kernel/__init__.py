"""Pure functions on arrays, compiled: one path of the whole deal, and what it leaves each party.

Arrays in, arrays and statuses out. Nothing here raises, prints, reads a clock, draws a random
number, or allocates inside the loop over paths. Terms are data, so a new offer never recompiles.
"""
