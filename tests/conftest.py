"""Settings of hypothesis for all tests: no deadline, no database of examples."""

from hypothesis import settings

settings.register_profile("house", deadline=None, database=None)
settings.load_profile("house")
