"""Numbers about masks: volume, diameters, surface, intensities; each with unit and method."""
