"""Macro data with a source in every cell, and what is rebuilt from them."""
