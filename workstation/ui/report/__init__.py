"""Drafts and signed reports."""
