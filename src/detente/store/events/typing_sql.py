"""The SQL that turns rows of text into rows of the record, and names what is wrong with those that cannot be."""

import re
from collections.abc import Mapping, Sequence
from typing import Protocol

_TEXTS = ("event_id", "source", "source_country", "source_sector", "target", "target_country", "target_sector", "plover",
          "mode", "cameo", "intensity", "issue", "latitude", "longitude", "story_id", "weight", "sources", "articles", "auxiliary")  # fmt: skip
_DAYS = ("date_start", "date_end", "known_on")


class Recipe(Protocol):
    """What the store must know of a layout: SQL over the file's columns for columns of the record, and its scales."""

    @property
    def origin(self) -> str:
        """What the rows come from."""

    @property
    def coding(self) -> str:
        """Confirmed or machine."""

    @property
    def scale(self) -> str:
        """Whose intensity the rows carry."""

    @property
    def fill(self) -> str:
        """The scale that gives an intensity to rows without one, or nothing."""

    @property
    def reading(self) -> Mapping[str, str]:
        """Column of the record -> SQL over the columns of the file."""

    @property
    def lists(self) -> bool:
        """True if a country may be a list apart by semicolons; then a row becomes one for each pair."""

    @property
    def words(self) -> bool:
        """True if cells may stand in quotation marks, and a word may say that there is nothing (NA, None)."""

    @property
    def modes(self) -> str:
        """What a mode that its type does not have does: keep (as a code table prints it), clear, refuse."""

    @property
    def old_names(self) -> bool:
        """True if the types may bear their names of 2016."""


#: What ``cell`` does: the text without blanks at its ends, null if it is empty; in some data sets also without quotation
#: marks, and null where a word says that there is nothing.
CELL = {
    False: "CREATE MACRO cell(x) AS nullif(trim(x), '')",
    True: """CREATE MACRO cell(x) AS CASE WHEN x IN ('', 'NA', 'None', 'NULL') THEN NULL ELSE nullif(trim(trim(x), '"'), '') END""",
}
KNOWN = "CREATE MACRO known(x) AS (SELECT any_value(iso3) FROM countries WHERE name = upper(x))"
_OLD = "CASE n.plover WHEN 'DEMAND' THEN 'REQUEST' WHEN 'DISAPPROVE' THEN 'ACCUSE' WHEN 'INVESTIGATE' THEN 'ACCUSE' WHEN 'FIGHT' THEN 'ASSAULT' ELSE n.plover END"
#: Beside the record, while a row is staged.
FLAGS = {
    "refused": "VARCHAR",
    "line": "INTEGER",
    "chunk": "INTEGER",
    "code_fell_back": "BOOLEAN",
    "given_type": "VARCHAR",
    "given_mode": "VARCHAR",
    "mode_odd": "BOOLEAN",
    "intensity_odd": "BOOLEAN",
    "latitude_odd": "BOOLEAN",
    "longitude_odd": "BOOLEAN",
}


def columns_read(names: Sequence[str], reading: Mapping[str, str]) -> list[str]:
    """The columns of the file that some expression names."""
    text = " ".join(reading.values())
    return [name for name in names if re.search(rf"(?<![\w]){re.escape(name.replace(chr(34), chr(34) * 2))}(?![\w])", text)]  # fmt: skip


def plain(recipe: Recipe, source: str) -> str:
    """SELECT over a file's columns: the texts and days of each row, in the order of the file."""
    reading = recipe.reading
    picked = [f"CAST({reading.get(name, 'NULL')} AS VARCHAR) AS {name}" for name in _TEXTS]
    picked += [f"CAST({reading.get(name, 'NULL')} AS DATE) AS {name}" for name in _DAYS]
    picked.append(f"{_given(reading.get('date_end'))} AS end_given")
    return f"SELECT {', '.join(picked)} FROM {source}"


def kinds(recipe: Recipe) -> str:
    """SELECT over ``plain``: each combination of code, type and mode that occurs, once, with all that the tables say of it."""
    given = _OLD if recipe.old_names else "n.plover"
    fill = {"goldstein-gdelt": "gdelt", "goldstein-icews": "icews", "plover": "plover_score"}.get(recipe.fill, "NULL")
    refuse_modes = "true" if recipe.modes == "refuse" else "false"
    return f"""
WITH met AS (SELECT DISTINCT cameo, plover, mode FROM plain),
joined AS (
  SELECT n.cameo, n.plover AS given_type, n.mode AS given_mode, {given} AS given, c.cameo AS code, r.cameo AS root,
    coalesce(c.plover, r.plover) AS code_type, c.mode AS code_mode, c.context AS code_context,
    coalesce(c.icews, r.icews) AS icews, coalesce(c.gdelt, r.gdelt) AS gdelt,
    regexp_full_match(n.cameo, '[0-9]+') AND (z.cameo IS NOT NULL OR zr.cameo IS NOT NULL OR length(n.cameo) = 1) AS zero_lost
  FROM met n
  LEFT JOIN codes c ON c.cameo = n.cameo
  LEFT JOIN codes r ON r.cameo = left(n.cameo, 2) AND length(n.cameo) >= 2
  LEFT JOIN codes z ON z.cameo = '0' || n.cameo
  LEFT JOIN codes zr ON zr.cameo = '0' || left(n.cameo, 1) AND r.cameo IS NULL),
typed AS (
  SELECT *, CASE WHEN given IS NULL THEN code_type ELSE nullif(given, '') END AS type,
    CASE WHEN given IS NULL THEN code_mode WHEN given_type = 'INVESTIGATE' THEN 'investigate' ELSE given_mode END AS type_mode
  FROM joined),
scored AS (
  SELECT k.*, t.quad, given IS NOT NULL AND type_mode IS NOT NULL AND NOT coalesce(list_has_all(t.modes, string_split(type_mode, ';')), false) AS mode_odd,
    coalesce(round(list_avg(list_transform(string_split(type_mode, ';'), lambda each: t.scores[each])), 1), t.score) AS plover_score
  FROM typed k LEFT JOIN types t ON t.plover = k.type)
SELECT coalesce(cameo, '') || '|' || coalesce(given_type, '-') || '|' || coalesce(given_mode, '') AS kind, given_type, given_mode, type,
  {"CASE WHEN NOT mode_odd THEN type_mode END" if recipe.modes == "clear" else "type_mode"} AS type_mode, quad, {fill} AS usual,
  CASE WHEN given IS NULL THEN code_context END AS context, mode_odd, given IS NULL AND code IS NULL AS code_fell_back,
  CASE
    WHEN given IS NULL AND cameo IS NULL THEN 'type-missing'
    WHEN given IN ('DEMAND', 'DISAPPROVE', 'INVESTIGATE', 'FIGHT', 'CRIME') THEN 'type-of-2016'
    WHEN given IS NOT NULL AND given NOT IN ('', 'YIELD') AND quad IS NULL THEN 'type-unknown'
    WHEN given IS NULL AND length(cameo) > 4 THEN 'code-too-long'
    WHEN given IS NULL AND code IS NULL AND zero_lost THEN 'code-zero-lost'
    WHEN given IS NULL AND root IS NULL THEN 'code-unknown'
    WHEN {refuse_modes} AND mode_odd THEN 'mode-unknown'
  END AS refused
FROM scored"""


def typed(recipe: Recipe, chunk: int) -> str:
    """SELECT over ``plain`` and ``kinds``: the record, then FLAGS; ``refused`` is the reason, or null."""
    rows = "SELECT *, CAST(rowid AS INTEGER) AS line FROM plain"
    if recipe.lists:
        for side in ("source", "target"):
            rows = f"""SELECT * EXCLUDE ({side}_country, one), nullif(trim(one), '') AS {side}_country
                FROM (SELECT *, unnest(string_split(coalesce({side}_country, ''), ';')) AS one FROM ({rows}))"""
    return f"""
SELECT coalesce(event_id, left(md5(concat_ws('|', date_start, source, source_country, target, target_country, cameo, plover, story_id)), 16)) AS event_id,
  date_start, coalesce(date_end, date_start) AS date_end, source, coalesce(s.iso3, source_country) AS source_country, source_sector,
  target, coalesce(d.iso3, target_country) AS target_country, target_sector, k.type AS plover, k.type_mode AS mode, cameo, k.quad,
  CAST(coalesce(own, k.usual) AS DECIMAL(4,1)) AS intensity, coalesce(issue, k.context) AS issue, lat AS latitude, lon AS longitude, story_id,
  '{recipe.origin}' AS origin, '{recipe.coding}' AS coding, coalesce(TRY_CAST(weight AS DECIMAL(9,3)), 1) AS weight, '{recipe.scale}' AS scale,
  TRY_CAST(sources AS INTEGER) AS sources, TRY_CAST(articles AS INTEGER) AS articles, known_on, false AS mirrored,
  CASE
    WHEN date_start IS NULL OR year(date_start) NOT BETWEEN 1900 AND 2100 OR (end_given AND date_end IS NULL) THEN 'date-impossible'
    WHEN date_end < date_start THEN 'date-reversed'
    WHEN regexp_matches(auxiliary, 'negated|hypothetical|future|alleged') THEN 'not-an-event'
    ELSE k.refused
  END AS refused,
  line, {chunk} AS chunk, k.code_fell_back, k.given_type, k.given_mode, k.mode_odd, intensity IS NOT NULL AND own IS NULL AS intensity_odd,
  latitude IS NOT NULL AND lat IS NULL AS latitude_odd, longitude IS NOT NULL AND lon IS NULL AS longitude_odd
FROM (SELECT *, TRY_CAST(intensity AS DOUBLE) AS i, TRY_CAST(latitude AS DOUBLE) AS y, TRY_CAST(longitude AS DOUBLE) AS x,
  CASE WHEN abs(i) <= 10 THEN i END AS own, CASE WHEN abs(y) <= 90 THEN y END AS lat, CASE WHEN abs(x) <= 180 THEN x END AS lon FROM ({rows})) p
JOIN kinds k ON k.kind = coalesce(p.cameo, '') || '|' || coalesce(p.plover, '-') || '|' || coalesce(p.mode, '')
LEFT JOIN countries s ON s.name = upper(p.source_country)
LEFT JOIN countries d ON d.name = upper(p.target_country)"""


def _given(reading: str | None) -> str:
    """True where the file gives an end of the interval, readable or not."""
    found = re.search(r"cell\(\"(?:[^\"]|\"\")*\"\)", reading or "")
    return f"({found.group(0)} IS NOT NULL)" if found else "false"


#: The second of two rows that tell one meeting: the host of a visit (043 beside 042), and one direction of a talk (040).
MIRRORED = """
SELECT s.* REPLACE (coalesce(s.mirrored, false) OR m.cameo IS NOT NULL AS mirrored) FROM {table} s
LEFT JOIN (SELECT DISTINCT date_start, {source} AS one, {target} AS other, coalesce(story_id, '') AS story, cameo
           FROM {table} WHERE cameo IN ('040', '042')) m
ON m.date_start = s.date_start AND m.one = {s_target} AND m.other = {s_source} AND m.story = coalesce(s.story_id, '')
AND m.cameo = CASE WHEN s.cameo = '043' THEN '042' WHEN s.cameo = '040' AND {s_source} > {s_target} THEN '040' END
"""


def with_mirrors(table: str) -> str:
    """The rows of a table with ``mirrored`` filled in."""
    sides = {
        side: f"concat_ws('|', coalesce({side}_country, ''), coalesce({side}, ''))" for side in ("source", "target")
    }
    own = {f"s_{side}": f"concat_ws('|', coalesce(s.{side}_country, ''), coalesce(s.{side}, ''))" for side in ("source", "target")}  # fmt: skip
    return MIRRORED.format(table=table, **sides, **own)
