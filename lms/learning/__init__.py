"""Reading modules and their self-checks."""
