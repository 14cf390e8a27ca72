"""From a dossier as of a date to the input of an engine, with a trace of the claims behind every cell."""
