"""Files and pages to text: bytes in, a :class:`Page` or a named fault out. Nothing is run, fetched or expanded unboundedly."""
