"""Programmes, curricula, angkatan, kelas, sessions, participation, who teaches where."""
