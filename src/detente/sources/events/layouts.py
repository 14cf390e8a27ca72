"""The layouts of public event data sets: columns, and how each column of the event record is read from them.

``reading`` maps a column of the record to an expression of SQL over the file's own columns, which are all text;
``cell(x)`` is the text without quotation marks at its ends, null where the file says that there is none. Importers say how to read,
the store reads: so a row never passes through Python.

Layouts: GDELT event codebook 2.0 (and 1.0, recalled), ICEWS doi:10.7910/DVN/28075, POLECAT (Halterman et al. 2023),
ACLED codebook (recalled: read by the names in its header, and refused where needed names are missing).
"""

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from detente.sources.events.unpack import UnreadableError


@dataclass(frozen=True)
class Layout:
    """One layout.

    ``columns``: the accepted orders of columns, by their number; empty where the header names them. ``needed``: names a
    header must have; ``known``: names it may have. ``scale``: whose intensity the rows carry. ``fill``: the scale that
    gives an intensity to rows without their own, empty for none. ``modes``: what is done with a mode that its type does not
    have (keep, clear, refuse). ``lists``: a country may be several, apart by semicolons.
    ``words``: cells may stand in quotation marks, and NA or None may say that there is nothing.
    """

    origin: str
    delimiter: str
    quoting: bool
    reading: Mapping[str, str]
    scale: str
    fill: str
    columns: Mapping[int, Sequence[str]] = field(default_factory=dict)
    needed: Sequence[str] = ()
    known: Sequence[str] = ()
    modes: str = "keep"
    old_names: bool = False
    lists: bool = False
    words: bool = True
    coding: str = "machine"

    def arranged(self, lines: Sequence[bytes]) -> tuple[tuple[str, ...], bool]:
        """The file's columns in order, and whether its first line is a header, from its first lines. Raises UnreadableError."""
        if self.columns:
            widths = Counter(line.count(b"\t") + 1 for line in lines)
            if fitting := [width for width, _ in widths.most_common() if width in self.columns]:
                return tuple(self.columns[fitting[0]]), False
            wanted = " or ".join(map(str, sorted(self.columns, reverse=True)))
            raise UnreadableError("layout-wrong", f"its rows have {widths.most_common(1)[0][0]} cells apart by tabs, those of {self.origin} {wanted}")  # fmt: skip
        text = lines[0].decode("utf-8-sig", "replace").rstrip("\r\n")
        split = next(csv.reader([text], delimiter=self.delimiter), []) if self.quoting else text.split(self.delimiter)
        cells = [cell.strip().strip('"').strip() for cell in split]
        names = {name.lower(): name for name in (*self.needed, *self.known)}
        order = tuple(names.get(cell.lower(), f"x_{place}") for place, cell in enumerate(cells))
        if lacking := [name for name in self.needed if name not in order]:
            raise UnreadableError("header-wrong", f"its header lacks {', '.join(map(repr, lacking[:5]))}{' and others' if len(lacking) > 5 else ''}")  # fmt: skip
        if twice := sorted({name for name in order if order.count(name) > 1}):
            raise UnreadableError("header-wrong", f"its header repeats {', '.join(map(repr, twice[:5]))}")
        return order, True


def _geo(side: str) -> list[str]:
    return [f"{side}Geo_{part}" for part in ("Type", "Fullname", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")]  # fmt: skip


def _gdelt_actor(number: int) -> list[str]:
    parts = "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code"
    return [f"Actor{number}{part}" for part in parts.split()]


GDELT_2 = (
    *["GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"],
    *_gdelt_actor(1),
    *_gdelt_actor(2),
    *[
        "IsRootEvent",
        "EventCode",
        "EventBaseCode",
        "EventRootCode",
        "QuadClass",
        "GoldsteinScale",
        "NumMentions",
        "NumSources",
        "NumArticles",
        "AvgTone",
    ],
    *_geo("Actor1"),
    *_geo("Actor2"),
    *_geo("Action"),
    *["DATEADDED", "SOURCEURL"],
)
GDELT_1 = tuple(name for name in GDELT_2 if not name.endswith("ADM2Code"))


def _gdelt_side(number: int) -> str:
    return f"nullif(concat_ws(';', {', '.join(f'cell(Actor{number}Type{k}Code)' for k in (1, 2, 3))}), '')"


GDELT = Layout(
    origin="gdelt",
    words=False,
    delimiter="\t",
    quoting=False,
    scale="goldstein-gdelt",
    fill="goldstein-gdelt",
    columns={61: GDELT_2, 58: GDELT_1, 57: GDELT_1[:-1]},
    reading={
        "event_id": "cell(GLOBALEVENTID)",
        "date_start": "CAST(try_strptime(SQLDATE, '%Y%m%d') AS DATE)",
        "source": "cell(Actor1Code)",
        "source_country": "cell(Actor1CountryCode)",
        "source_sector": _gdelt_side(1),
        "target": "cell(Actor2Code)",
        "target_country": "cell(Actor2CountryCode)",
        "target_sector": _gdelt_side(2),
        "cameo": "cell(EventCode)",
        "intensity": "cell(GoldsteinScale)",
        "latitude": "cell(ActionGeo_Lat)",
        "longitude": "cell(ActionGeo_Long)",
        "story_id": "cell(SOURCEURL)",
        "sources": "cell(NumSources)",
        "articles": "cell(NumArticles)",
        "known_on": "CAST(try_strptime(left(DATEADDED, 8), '%Y%m%d') AS DATE)",
    },
)

ICEWS_COLUMNS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code", "Intensity",
    "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher", "City", "District",
    "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip


def _icews_sectors(side: str) -> str:
    """The list is unordered: sorted here, so that equal lists are equal texts."""
    return f"nullif(array_to_string(list_sort(list_distinct(string_split_regex(cell(\"{side} Sectors\"), '\\s*,\\s*'))), ';'), '')"


ICEWS = Layout(
    origin="icews",
    delimiter="\t",
    quoting=False,
    scale="goldstein-icews",
    fill="goldstein-icews",
    needed=("Event ID", "Event Date", "Source Name", "Source Country", "CAMEO Code", "Target Name", "Target Country"),
    known=tuple(name for name in ICEWS_COLUMNS if name not in ("Event Text", "Sentence Number", "Publisher")),
    reading={
        "event_id": 'cell("Event ID") || \'@\' || "Event Date"',  # an id is unique only with its date
        "date_start": "CAST(try_strptime(\"Event Date\", '%Y-%m-%d') AS DATE)",
        "source": 'cell("Source Name")',
        "source_country": 'cell("Source Country")',
        "source_sector": _icews_sectors("Source"),
        "target": 'cell("Target Name")',
        "target_country": 'cell("Target Country")',
        "target_sector": _icews_sectors("Target"),
        "cameo": 'cell("CAMEO Code")',
        "intensity": 'cell("Intensity")',
        "latitude": 'cell("Latitude")',
        "longitude": 'cell("Longitude")',
        "story_id": 'cell("Story ID")',
    },
)

POLECAT = Layout(
    origin="polecat",
    modes="clear",
    lists=True,
    delimiter="\t",
    quoting=False,
    scale="plover",
    fill="plover",
    needed=(
        "Event ID",
        "Event Date",
        "Event Type",
        "Actor Name",
        "Actor Country",
        "Recipient Name",
        "Recipient Country",
    ),
    known=(
        "Event Mode",
        "Intensity",
        "Contexts",
        "Primary Actor Sector",
        "Primary Recipient Sector",
        "Latitude",
        "Longitude",
        "Publication Date",
    ),
    reading={
        "event_id": 'cell("Event ID")',
        "date_start": "CAST(try_strptime(\"Event Date\", '%Y-%m-%d') AS DATE)",
        "source": 'cell("Actor Name")',
        "source_country": 'cell("Actor Country")',
        "source_sector": 'cell("Primary Actor Sector")',
        "target": 'cell("Recipient Name")',
        "target_country": 'cell("Recipient Country")',
        "target_sector": 'cell("Primary Recipient Sector")',
        "plover": 'upper(cell("Event Type"))',
        "mode": 'lower(cell("Event Mode"))',
        "intensity": 'cell("Intensity")',
        "issue": "nullif(regexp_replace(cell(\"Contexts\"), '\\s*;\\s*', ';', 'g'), '')",
        "latitude": 'cell("Latitude")',
        "longitude": 'cell("Longitude")',
        "known_on": 'TRY_CAST(left(cell("Publication Date"), 10) AS DATE)',
    },
)

#: Our reading of ACLED's types and sub-types as PLOVER type and mode; those without an act of one side on another have none.
_ACLED = {
    "Battles": ("ASSAULT", None),
    "Explosions/Remote violence": ("ASSAULT", "explosives"),
    "Violence against civilians": ("ASSAULT", None),
    "Protests": ("PROTEST", "demo"),
    "Riots": ("PROTEST", "riot"),
}
_ACLED_FINER = {
    "Abduction/forced disappearance": ("ASSAULT", "abduct"),
    "Sexual violence": ("ASSAULT", "sexual"),
    "Air/drone strike": ("ASSAULT", "aerial"),
    "Suicide bomb": ("ASSAULT", "suicide-attack"),
    "Shelling/artillery/missile attack": ("ASSAULT", "heavy-weapons"),
    "Chemical weapon": ("ASSAULT", "unconventional"),
    "Agreement": ("SUPPORT", None),
    "Arrests": ("COERCE", "arrest"),
    "Looting/property destruction": ("ASSAULT", "destroy"),
    "Headquarters or base established": ("MOBILIZE", "troops"),
    "Change to group/activity": ("", None),
    "Disrupted weapons use": ("", None),
    "Non-violent transfer of territory": ("", None),
    "Other": ("", None),
}


def _acled(which: int) -> str:
    """Type (0) or mode (1) by sub-type, else by type."""

    def cases(column: str, table: Mapping[str, tuple[str, str | None]]) -> str:
        values = {name: pair[which] for name, pair in table.items()}
        return f"CASE cell({column}) " + " ".join(f"WHEN '{name}' THEN {_literal(value)}" for name, value in values.items()) + " {rest} END"  # fmt: skip

    coarse = cases("event_type", _ACLED).replace("{rest}", "WHEN 'Strategic developments' THEN '' ELSE cell(event_type)" if which == 0 else "")  # fmt: skip
    return cases("sub_event_type", _ACLED_FINER).replace("{rest}", f"ELSE {coarse}")


def _literal(value: str | None) -> str:
    return "NULL" if value is None else f"'{value}'"


def _acled_country(actor: str) -> str:
    """The country in an actor's name (Military Forces of Mexico (2018-2024)), else that of the place; null without an actor."""
    named = f"regexp_extract(cell({actor}), '\\((?:[^()]*, )?([^()0-9]+)\\)\\s*$|\\bof ([^()]+?)(?: \\([0-9]{{4}}-[^)]*\\).*)?$'"
    return f"CASE WHEN cell({actor}) IS NULL THEN NULL ELSE coalesce(known(nullif({named}, 1), '')), known(nullif({named}, 2), '')), cell(country)) END"  # fmt: skip


ACLED = Layout(
    origin="acled",
    delimiter=",",
    quoting=True,
    scale="plover",
    fill="plover",
    needed=("event_id_cnty", "event_date", "event_type", "sub_event_type", "actor1", "actor2", "country"),
    known=("inter1", "inter2", "disorder_type", "latitude", "longitude", "source", "timestamp"),
    reading={
        "event_id": "cell(event_id_cnty)",
        "date_start": "CAST(coalesce(try_strptime(event_date, '%Y-%m-%d'), try_strptime(event_date, '%d %B %Y')) AS DATE)",
        "source": "cell(actor1)",
        "source_country": _acled_country("actor1"),
        "source_sector": "cell(inter1)",
        "target": "cell(actor2)",
        "target_country": _acled_country("actor2"),
        "target_sector": "cell(inter2)",
        "plover": _acled(0),
        "mode": _acled(1),
        "issue": "cell(disorder_type)",
        "latitude": "cell(latitude)",
        "longitude": "cell(longitude)",
        "sources": "CAST(len(string_split(cell(source), ';')) AS VARCHAR)",
        "known_on": "CAST(to_timestamp(TRY_CAST(cell(timestamp) AS BIGINT)) AS DATE)",
    },
)

LAYOUTS = {each.origin: each for each in (GDELT, ICEWS, POLECAT, ACLED)}
