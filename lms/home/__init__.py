"""Pages that compose features, and the navigation."""
