"""What helps to find the way: tour, guide, palette, test patterns."""
