"""Where the program keeps and finds its own files, and what the person has chosen."""
