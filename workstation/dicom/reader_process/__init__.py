"""What runs in the child process that parses files and decodes what others refuse."""
