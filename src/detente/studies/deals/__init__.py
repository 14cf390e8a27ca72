"""Many runs of the deals engine: with the crisis game's facts, other numbers, drawn and shuffled codings, and over time."""
