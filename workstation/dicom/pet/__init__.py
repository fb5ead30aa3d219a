"""What PET series state of unit, tracer and patient, and the SUV that follows from it."""
