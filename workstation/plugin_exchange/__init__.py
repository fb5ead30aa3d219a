"""Between the domain and plugins: what one is handed, and what it gave."""
