"""The checks that a brief must pass before it leaves the house: a Markdown profile in, findings out.

``lint(text, result)`` in :mod:`detente.reports.lint.lint` is the whole of it; the exporter calls the same function.
"""
