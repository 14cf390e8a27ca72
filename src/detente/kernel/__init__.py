"""Ids, dates, ranges, seeds, fingerprints and errors: what every room needs and nothing more."""
