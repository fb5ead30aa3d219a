"""Commands: one file per group, on the same services as the window."""
