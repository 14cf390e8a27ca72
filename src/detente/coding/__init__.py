"""Anchors and drafts: from words in a text to claims without the words, and back to check them."""
