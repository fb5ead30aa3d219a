"""Questions to the person, and their dialogs."""
