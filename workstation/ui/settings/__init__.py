"""The settings page, keys, and what the window keeps."""
