"""What is kept between sessions: the journal of decisions and measurements."""
