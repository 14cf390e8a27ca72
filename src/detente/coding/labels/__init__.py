"""Cleaning as a layer of labels: every block of a text keeps its words and its place, and gets a label with a reason."""
