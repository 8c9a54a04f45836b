"""The trainers' workshop: manuscripts of modules, their questions, review and publishing."""
