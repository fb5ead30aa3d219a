"""Derived objects, read and written: SEG, RTSTRUCT, SR, presentation states, PDF, CT."""
