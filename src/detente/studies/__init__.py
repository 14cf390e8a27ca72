"""Many runs of an engine: ensembles over ranges, sensitivity, what-ifs. Seeded, and the same for every engine."""
