"""Explanations and records to markdown, HTML, Word, JSON, tables and charts."""
