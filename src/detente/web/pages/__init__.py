"""One module a page, each with a ``router``; their order stands in :mod:`detente.web.navigation`."""
