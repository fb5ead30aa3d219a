"""What outlives the program: studies in the archive, settings, what is open, where windows were."""
