"""Findings under review, key images."""
