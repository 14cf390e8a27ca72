"""Scores of probability forecasts: the rules come from the library ``scoringrules``, what is built on them stands here."""
