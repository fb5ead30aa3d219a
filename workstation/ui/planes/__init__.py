"""Turned and curved planes, slabs."""
