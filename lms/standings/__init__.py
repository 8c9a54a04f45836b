"""Who must be trained and how many of them stand where; counters kept with the facts."""
