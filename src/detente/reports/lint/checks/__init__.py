"""One small function for each check, grouped by what they look at. Each yields (line, message) for every violation."""
