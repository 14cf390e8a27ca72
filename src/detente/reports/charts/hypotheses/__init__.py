"""Charts of weighed hypotheses, from the engine's RESULT.json as a mapping.

``posterior`` (how likely each is, and how sure that is), ``weights`` (what each item of evidence says of each), ``course`` (how
the posterior went as evidence became known), ``without_sources`` (what the leader loses without each source), ``tornado``
(which cells move the leader most) and ``bridge`` (where the analysts part from the base table).
"""
