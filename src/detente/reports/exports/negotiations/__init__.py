"""A negotiation in the formats of other programs: file name -> content, and what had to be changed."""
