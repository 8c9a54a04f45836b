"""Who must be trained, where each one stands, and the counters kept with every change."""
