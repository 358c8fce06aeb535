"""The deal language: terms, positions, and their standing as of a date."""
