"""Masks: shown, edited, opened and exported."""
