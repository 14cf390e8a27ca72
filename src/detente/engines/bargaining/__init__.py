"""Where an issue settles among many actors, from who wants what, how much they care, and how much they weigh."""
