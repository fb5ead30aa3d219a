"""Overlays, shutters and presentation states."""
