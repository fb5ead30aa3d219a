"""What can lie beside a signed report: one file for each kind of object."""
