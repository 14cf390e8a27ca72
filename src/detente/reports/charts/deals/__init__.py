"""Charts of deals, from the engine's RESULT.json as a mapping.

``deal_map`` (what both governments can have), ``channels`` (quietly, under the treaty, in public), ``scenarios`` (what changes
what), ``ratifiers`` (who at home bears the deal), ``linkage`` (what tying the issues together is worth), ``relation_path`` (the
deal over time) and ``patterns`` (which features stand against random coding). ``of_deal`` picks those that a result has data for.
"""
