"""Scores of the patient and of findings."""
