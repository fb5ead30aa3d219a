"""What is kept between sessions: a database, and files of labels."""
