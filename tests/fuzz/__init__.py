"""Seeded mutations of everything that the program reads, judged in bounded processes."""
