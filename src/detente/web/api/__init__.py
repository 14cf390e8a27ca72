"""The API beside the pages: the same workbench functions, JSON in and out. Described at ``/api``."""

from fastapi import APIRouter

from detente.web.api import (
    brief,
    conflicts,
    deals,
    events,
    evidence,
    explanations,
    frame,
    issues,
    ledger,
    scenarios,
    sources,
)
from detente.web.api.problems import RESPONSES

#: In the order of the description.
PARTS = (
    frame,
    evidence,
    issues,
    deals,
    conflicts,
    explanations,
    events,
    sources,
    ledger,
    brief,
    scenarios,
)  # fmt: skip

router = APIRouter(prefix="/api", responses=RESPONSES)
for part in PARTS:
    router.include_router(part.router)
