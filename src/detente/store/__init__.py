"""Reading and writing dossiers: safe YAML and CSV, places as lines, atomic writes, one writer at a time."""
