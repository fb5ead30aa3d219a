"""Integrity of what is kept: whole-file writes and hashes."""
