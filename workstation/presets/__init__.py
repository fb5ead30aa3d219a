"""Data that ship with the program or that a person wrote: windows, looks, terms, protocols."""
