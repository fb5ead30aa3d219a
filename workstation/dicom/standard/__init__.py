"""What the standard fixes and every room needs: tags, raw values, dates, names of classes."""
