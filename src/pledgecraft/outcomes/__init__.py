"""Outcomes: what each party gets, with its uncertainty, and where each number comes from."""
