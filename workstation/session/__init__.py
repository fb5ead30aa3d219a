"""What is open now, Qt-free: workspace, typed events, undo."""
