"""What the window shows before anything is open."""
