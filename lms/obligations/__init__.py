"""Lists of those who must be trained: tried row by row, put in force, kept as history."""
