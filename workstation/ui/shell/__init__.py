"""What the window is whatever its features: actions, keys, docks, jobs, undo, status line."""
