"""What comes of a threat when neither side knows the other's resolve, and what publicity does to it (crisis signalling)."""
