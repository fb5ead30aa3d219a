"""Pictures of what is shown: copied or saved."""
