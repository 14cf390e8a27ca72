"""Review: suggestions become claims by a person's decision, and every decision is kept.

Pure: passages, decisions and a roster in; proposals, questions, entries of the log and claims out. Disk is the workbench's.
"""
