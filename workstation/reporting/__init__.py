"""Reports: what they say, laid out as PDF."""
