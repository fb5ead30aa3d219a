"""What benchmarks share: timed runs in turns, tables."""
