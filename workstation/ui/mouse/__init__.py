"""Tools in the hand, and what the mouse buttons do."""
