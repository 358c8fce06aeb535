"""Assumptions about nature and economies, and nature's draws."""
