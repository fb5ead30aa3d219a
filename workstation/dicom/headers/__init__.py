"""One record per file: walking its elements, geometry and time of each frame."""
