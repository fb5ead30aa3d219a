"""The versioned contract between the workstation and its plugins."""

API_VERSION = 1
"""Plugins state the version they were written for; another one is refused."""
RELEASE = "1.1.0"
"""Of the distribution `lightbox-plugin-api`, which begins with `API_VERSION`."""
