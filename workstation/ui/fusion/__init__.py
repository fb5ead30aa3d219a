"""One series over another."""
