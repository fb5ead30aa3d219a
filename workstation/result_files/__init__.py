"""The folder of an analysis: its result file as JSON, its hashes, what was signed beside it."""
