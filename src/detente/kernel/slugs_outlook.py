"""Error slugs of the outlook."""

from detente.kernel.slug_entry import Entry

OUTLOOK: dict[str, Entry] = {
    "outlook-class": Entry(
        "A class of events is none: neither a quad of PLOVER, nor one of its types, nor a list of these.",
        "Write `verbal-cooperation`, `material-cooperation`, `verbal-conflict`, `material-conflict`, `cooperation`, `conflict`, a type such as `THREATEN`, or several joined as `SANCTION+COERCE`.",
    ),
    "outlook-horizon": Entry(
        "A horizon is no whole number of days from 1 to 365, or is longer than the record.",
        "Give days, such as `--horizons 7,30,90`.",
    ),
    "outlook-pair": Entry(
        "A pair of countries is missing, is one country twice, or has no event in the record.",
        "Give `--pair A B` with two ISO 3166 alpha-3 codes, such as `--pair USA MEX`; `detente events show EVENTS.parquet --by dyad` lists the pairs.",
    ),
    "outlook-mixed": Entry(
        "The store holds confirmed and machine-coded events, which are never counted together.",
        "Say which with `--coding confirmed` or `--coding machine`.",
    ),
    "outlook-empty": Entry(
        "The record holds no event with a PLOVER type on those days.",
        "Check the path and the as-of date.",
    ),
    "outlook-record": Entry(
        "A forecast cannot be written into the ledger as it stands.",
        "Name a dossier, and ask for one class and one horizon.",
    ),
}
