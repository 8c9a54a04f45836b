"""Figures for Kemensos and Dinsos: reads everything, changes nothing."""
