"""JSON for other systems, below /api/v1."""
