"""Coded events of public data sets: their layouts, how a file is unpacked and cut into rows, and the code tables."""
