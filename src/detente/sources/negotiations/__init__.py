"""Negotiation files of other programs into one plain record; every problem at once, and nothing saved."""
