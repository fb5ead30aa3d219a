"""What is drawn and measured."""
