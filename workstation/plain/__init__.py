"""Frozen values as plain data, and back: by their type annotations, judged by them."""
