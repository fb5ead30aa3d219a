"""Decoders of one frame, one file per library."""
