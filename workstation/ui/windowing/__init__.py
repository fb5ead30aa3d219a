"""Windows and color tables."""
