"""How warm a relationship is, month by month, from who did what to whom: counts, share, intensity, breaks, surprise, answers."""
