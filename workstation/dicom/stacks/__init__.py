"""Which frames of a series belong together, what they show, and how far it is certain."""
