"""The pages in the order of the navigation. Each is a module of ``pages/`` with a ``router``; ``nav.<key>`` names it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """One page: its module in this package, and the address that the navigation leads to."""

    key: str
    path: str = ""


#: In the order of the navigation.
PAGES = (
    Page("overview", "/"),
    Page("issues", "/issues"),
    Page("deals", "/deals"),
    Page("conflicts", "/conflicts"),
    Page("explanations", "/explanations"),
    Page("events", "/events"),
    Page("sources", "/sources"),
    Page("ledger", "/ledger"),
    Page("brief", "/brief"),
)  # fmt: skip
#: What no navigation leads to.
FURTHER = (
    Page("trace"),
    Page("jobs"),
    Page("enter"),
    Page("functions"),
    Page("positions"),
    Page("rating"),
    Page("review"),
    Page("records"),
    Page("claims"),
    Page("intake"),
)
