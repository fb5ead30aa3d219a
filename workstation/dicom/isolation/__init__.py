"""Child processes for untrusted files, seen from the parent: start, limits, faults."""
