"""Mouse and keys → commands: navigation, windowing, measuring."""
