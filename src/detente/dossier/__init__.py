"""The records everyone speaks, the rules they keep, and the views of them: as of a date, changed by a scenario, compared."""
