"""The parts of a result, by name; apart from the result, so that a door can name them without any arithmetic."""

PARTS = (
    "posterior",
    "ranges",
    "diagnosticity",
    "leave_one_out",
    "leave_one_source_out",
    "verification",
    "voi",
    "robustness",
    "sensitivity",
    "timeline",
    "analysts",
    "judgements",
    "ach_view",
)
