"""Bekal: an LMS that turns volunteers into registered PSM."""
