"""Use cases, Qt-free: one per file; the only users of the adapters."""
