"""Viewports, and which image each of them shows."""
