"""One invented page as a whole: dates, figures and quotations of its paragraphs, and nothing from what is no paragraph."""

from detente.coding.find import Block, Found, Head, find

PARAGRAPHS = (
    "Veldria and Sudria opened a second round of talks on Monday, two months after the first one collapsed over timber duties.",
    "It began badly.",
    "Sudria’s delegation of 14 arrived late. “The road was closed,” Prime Minister Tomas Berga told reporters, adding that he would “not read too much into it.”",
    "Trade between the two reached about $4.2 billion in 2018, and roughly 60 percent of it is timber. Lindqvist said Veldria would lift its duty if Sudria stopped felling in the border zone by March.",
    "Neither side expects a quick end. In a paper published in June, the institute where Ohl works called the talks “a theatre for two audiences.”",
)  # fmt: skip
OTHERS = (
    ("author_bio", "Marta Ohl is a fellow. She was an adviser to Veldria’s trade ministry from 2011 to 2014."),
    ("clutter", "Subscribe now: 6 issues for $10"),
    ("clutter", "100+ sources. One app."),
)


def page() -> list[Found]:
    blocks, place = [], 0
    for line, (label, text) in enumerate([*(("body", text) for text in PARAGRAPHS), *OTHERS], 1):
        blocks.append(Block(text, place, line, label, line if label == "body" else None))
        place += len(text) + 1
    return find(blocks, Head("2019-09-18", status="printed"))


def test_dates() -> None:
    found = [(i["text"], i["value"]) for each in page() for i in each.dates]
    assert found == [
        ("Monday", "2019-09-16"), ("two months after", None), ("2018", "2018"), ("March", "2020-03"), ("June", "2019-06"),
    ]  # fmt: skip


def test_figures_but_none_from_adverts() -> None:
    found = [(i["text"], i["value"], i["hedge"], i["period"]) for each in page() for i in each.numbers]
    assert found == [
        ("two months", 2, None, "2019-09-16"), ("14", 14, None, None), ("about $4.2 billion", 4_200_000_000, "about", "2018"),
        ("roughly 60 percent", 60, "roughly", "2018"), ("two audiences", 2, None, "2019-06"),
    ]  # fmt: skip


def test_quotations() -> None:
    found = [
        (i["text"][0], i["kind"], i["speaker"]["name"], i["speaker"]["status"]) for each in page() for i in each.quotes
    ]
    assert found == [
        ("“The road was closed,”", "direct", "Tomas Berga", "explicit"),
        ("“not read too much into it.”", "partial", "Tomas Berga", "inferred"),
        ("“a theatre for two audiences.”", "partial", "the institute", "ambiguous"),
    ]


def test_reported_speech() -> None:
    found = [(i["verb"], i["speaker"]["name"]) for each in page() for i in each.reported]
    assert ("said", "Lindqvist") in found


def test_what_is_no_paragraph_gives_nothing() -> None:
    assert all(each == Found() for each in page()[len(PARAGRAPHS) :])


def test_an_overlong_block_is_read_in_pieces_without_loss() -> None:
    text = "Ana Lindqvist left on 12 May 2017. " * 600
    found = find([Block(text, 10, 1, "body", 1)])[0]
    assert len(found.dates) == 600
    assert all(text[i["start"] - 10 : i["end"] - 10] == i["text"] for i in found.dates)
