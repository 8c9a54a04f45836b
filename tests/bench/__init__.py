"""Measurements: `make bench`. Load goes to loopback only, bounded in count and time."""
