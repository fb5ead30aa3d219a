"""Qt widgets that show state and send intents; no computing."""
