"""Measurements without a screen: where they lie, what they say, how they are made."""
