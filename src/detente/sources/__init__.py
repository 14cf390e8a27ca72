"""Texts as their owners hold them: decoded, measured, never stored."""
