"""What is still missing, menetapkan kelulusan, issuing."""
