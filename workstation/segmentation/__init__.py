"""Editing of segments: pure functions on labels, Qt-free and without side effects."""
