"""Tes awal and tes akhir: papers, attempts, responses."""
