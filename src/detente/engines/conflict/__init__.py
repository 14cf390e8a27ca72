"""Which outcomes are stable when each side can move and the others can answer (Graph Model for Conflict Resolution)."""
