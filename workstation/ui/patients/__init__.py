"""Whose images are on the screen."""
