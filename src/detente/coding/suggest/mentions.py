"""What a mention tells of a side: its country and its sector, each null where the words do not say."""

import re
from typing import Any

from detente.coding.find.geography import country_of

#: Sector -> words that name it; the first sector whose word stands in the mention counts.
_SECTORS: tuple[tuple[str, str], ...] = (
    ("COP", r"police\w*|officers?|border (?:patrol|guards?)|gendarm\w+|constab\w+|customs|interpol|detectives?"),
    ("SPY", r"intelligence|secret service|spy|spies|agents?"),
    ("MIL", r"army|armies|military|troops?|soldiers?|navy|naval|air ?force|marines?|warships?|warplanes?|aircraft|tanks?|generals?|colonel|defen[cs]e|battalion|brigade|helicopters?|peacekeepers?|reservists?|fleet|forces"),
    ("REB", r"rebels?|guerrill?as?|insurgents?|militants?|militias?|separatists?|gunmen|bombers?|terrorists?|fighters?|liberation (?:front|army|tigers)"),
    ("OPP", r"opposition|dissidents?|exiles?"),
    ("LEG", r"parliament\w*|congress\w*|senat\w+|assembly|legislat\w+|deput(?:y|ies)|lawmakers?|duma|knesset|house of"),
    ("JUD", r"courts?|judges?|tribunal|prosecutors?|attorney general|judicia\w+"),
    ("PTY", r"part(?:y|ies)|coalition"),
    ("MED", r"newspapers?|journalists?|reporters?|media|press|broadcasters?|television|radio|editors?"),
    ("EDU", r"students?|universit\w+|schools?|teachers?|professors?"),
    ("BUS", r"compan\w+|firms?|business\w*|banks?|industr\w+|corporation|traders?|manufacturers?"),
    ("REF", r"refugees?|migrants?|asylum seekers?|displaced"),
    ("LAB", r"workers?|unions?|miners?|drivers?|farmers?|fishermen"),
    ("GOV", r"government\w*|president\w*|prime minister|minister\w*|ministry|cabinet|officials?|administration|king|queen|emir|sultan|chancellor|ambassadors?|diplomats?|envoys?|negotiators?|delegation|secretary|white house|kremlin|authorit(?:y|ies)|embass(?:y|ies)|premier|governor|mayor|foreign office"),
    ("CVL", r"civilians?|residents?|villagers?|people|citizens?|demonstrators?|protest\w+|crowds?|women|children|population|doctors?|prisoners?|settlers?|sailors?|youths?"),
)  # fmt: skip
_WORDS = tuple((sector, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for sector, words in _SECTORS)


def sector_of(mention: str) -> str | None:
    """The sector that a mention's words name, None if none does."""
    return next((sector for sector, words in _WORDS if words.search(mention)), None)


def side_of(mention: str) -> dict[str, Any]:
    """``country`` (ISO 3166 alpha-3), ``sector`` and ``match`` (``lexicon``) of a mention; what it does not say is null."""
    country, sector = country_of(mention) if mention else None, sector_of(mention)
    return {"country": country, "sector": sector, "match": "lexicon" if country or sector else None}
