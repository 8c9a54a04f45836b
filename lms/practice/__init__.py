"""Practice and attitude scored by rubric."""
