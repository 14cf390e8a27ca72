"""Which outcomes of a conflict are stable when each side looks at what the others could or would do (graph model)."""
