"""Presensi: rotating code, tap list, marks as history."""
