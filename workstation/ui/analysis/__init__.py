"""Plugins, and what they lay over the pictures."""
