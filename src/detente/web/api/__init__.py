"""The API beside the pages: the same workbench functions, JSON in and out. Described at ``/api``."""

from fastapi import APIRouter

from detente.web.api import evidence, frame, issues, scenarios
from detente.web.api.problems import RESPONSES

router = APIRouter(prefix="/api", responses=RESPONSES)
for part in (frame, evidence, issues, scenarios):
    router.include_router(part.router)
