"""Finding and judging plugins and model bundles; no plugin code is imported here."""
