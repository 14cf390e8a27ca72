"""Finding what a passage holds: actors, dates, quotations, numbers and reported speech. Rules only, and pure functions.

Everything found is a suggestion. Where the text leaves a thing open, the finder asks or says "unknown"; it never fills in.
"""

from detente.coding.find.finders import find
from detente.coding.find.named_days import Calendar, NamedDay, calendar_of, read_calendar
from detente.coding.find.page import Block, Found, Head, Item
from detente.coding.find.roster import Member, Roster, Term, read_roster, roster_of

__all__ = [
    "Block", "Calendar", "Found", "Head", "Item", "Member", "NamedDay", "Roster", "Term",
    "calendar_of", "find", "read_calendar", "read_roster", "roster_of",
]  # fmt: skip
