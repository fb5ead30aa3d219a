"""Opening, scanning and listing studies."""
