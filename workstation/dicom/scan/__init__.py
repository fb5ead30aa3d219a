"""From folders to studies: finding files, reading their headers, grouping them."""
