"""Objects beside the images of a study: what they are, and showing them."""
