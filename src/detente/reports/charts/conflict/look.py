"""How a conflict looks: sizes, and a colour, a dash and a shape for each party, so that none of them is the only sign."""

from detente.reports.charts import theme

#: Colours that survive the common kinds of colour blindness, dashes and shapes, by the party's place (then from the start).
COLOURS = (*theme.SIDE_COLOURS[:3], "#1f7a5a", "#8a3350", "#6b6b6b")
DASHES = ("", "7 3", "2 3", "9 3 2 3", "4 2", "1 2")
SHAPES = ("circle", "square", "diamond", "triangle")
#: The frame of an equilibrium: fill, colour and width of the line, and whether a second line runs inside.
FRAMES = {
    "nash": ("#ffeab0", theme.INK, 2.0, True),
    "seq": ("#fff6da", theme.INK, 2.0, False),
    "smr": ("#fff6da", theme.GREY, 1.4, False),
    "gmr": (theme.PAPER, theme.GREY, 1.4, False),
}
#: Frames of equilibria that only threats hold together are broken.
FRAME_DASHES = {"smr": "6 2", "gmr": "2 2"}
PLAIN = (theme.PAPER, "#b9b9b9", 1.0, False)
FAINT = "#b4b4b4"
MARK = 9.0  # a mark of an option, with the space after it
TAG = 10.0  # size of small letters
TRACK = 9.0  # from one line in a gutter to the next
