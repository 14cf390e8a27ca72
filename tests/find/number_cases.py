"""Figures with what each means, on invented sentences (method of the reading room, section 8).

Columns: case, sentence, expression, value, upper value, unit, hedge, kind. A case without an expression returns nothing.
"""

CASES = [
    ("N01", "Sudria sent about 1,200 soldiers to the pass.", "about 1,200 soldiers", 1200, None, "soldiers", "about", "count"),
    ("N02", "The loan is worth $4.5 billion.", "$4.5 billion", 4500000000, None, "USD", None, "money"),
    ("N03", "The loan is worth €12m.", "€12m", 12000000, None, "EUR", None, "money"),
    ("N04", "The loan is worth nearly £3bn.", "nearly £3bn", 3000000000, None, "GBP", "nearly", "money"),
    ("N05", "It cost US$ 20 million.", "US$ 20 million", 20000000, None, "USD", None, "money"),
    ("N06", "It cost 20 million pesos.", "20 million pesos", 20000000, None, "pesos", None, "money"),
    ("N07", "Flows reach roughly $2.3 million a day.", "roughly $2.3 million a day", 2300000, None, "USD/day", "roughly", "rate"),
    ("N08", "Thirty-eight members signed.", "Thirty-eight members", 38, None, "members", None, "count"),
    ("N09", "Two thirds of the seats changed hands.", "Two thirds", 0.6667, None, "share", None, "share"),
    ("N10", "Almost half of the voters stayed home.", "Almost half", 0.5, None, "share", "almost", "share"),
    ("N11", "One in five firms left.", "One in five", 0.2, None, "share", None, "share"),
    ("N12", "A dozen envoys arrived.", "A dozen envoys", 12, None, "envoys", None, "count"),
    ("N13", "Tens of thousands marched.", "Tens of thousands", None, None, "persons", None, "vague"),
    ("N14", "Prices doubled in a year.", "doubled", 2, None, "times", None, "factor"),
    ("N15", "Prices tripled in a year.", "tripled", 3, None, "times", None, "factor"),
    ("N16", "Support rose to 62 percent.", "62 percent", 62, None, "percent", None, "percent"),
    ("N17", "Support rose to 62.5%.", "62.5%", 62.5, None, "percent", None, "percent"),
    ("N18", "Support rose by 3.5 percentage points.", "3.5 percentage points", 3.5, None, "percentage points", None, "percent"),
    ("N19", "Between 10 and 15 boats were seized.", "10 and 15 boats", 10, 15, "boats", None, "range"),
    ("N20", "Growth of 5-7 percent is expected.", "5-7 percent", 5, 7, "percent", None, "range"),
    ("N21", "An eight-year audit ended.", "eight-year", 8, None, "years", None, "duration"),
    ("N22", "It was the worst drought in nearly a decade.", "nearly a decade", 10, None, "years", "nearly", "duration"),
    ("N23", "More than 600,000 people fled.", "More than 600,000 people", 600000, None, "persons", "more than", "count"),
    ("N24", "Fewer than 30 boats returned.", "Fewer than 30 boats", 30, None, "boats", "fewer than", "count"),
    ("N25", "Sudria is the second-largest buyer of timber.", "second-largest", 2, None, "rank", None, "rank"),
    ("N26", "Sudria became its largest customer.", "largest", 1, None, "rank", None, "rank"),
    ("N27", "The panel has only four judges.", "only four judges", 4, None, "judges", "only", "count"),
    ("N28", "A permit lasting nine months is on offer.", "nine months", 9, None, "months", None, "duration"),
    ("N29", "Ties are at their lowest in almost three decades.", "almost three decades", 30, None, "years", "almost", "duration"),
    ("N30", "One of the ministers left; no one else did, on the one hand.", None, None, None, None, None, "none"),
    ("N31", "The G20, COVID-19, Article 27 and an F-16 were discussed in 2019.", None, None, None, None, None, "none"),
    ("N32", "Call 555-0182 or read chapter 4.", None, None, None, None, None, "none"),
]  # fmt: skip
