"""Error slugs of the temperature of a pair."""

from detente.kernel.slug_entry import Entry

TEMPERATURE: dict[str, Entry] = {
    "temperature-pair": Entry(
        "A pair of countries is missing, is one country twice, or cannot be told from the dossier's parties.",
        "Give `--pair A B` with two ISO 3166 alpha-3 codes, such as `--pair USA MEX`.",
    ),
    "temperature-empty": Entry(
        "No event between the two countries can be counted on those days.",
        "Check the codes of the pair, the as-of date, and `--longest`.",
    ),
}
