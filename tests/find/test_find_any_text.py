"""On any text at all: every position is a slice of the document, nothing overlaps what it must not, and nothing crashes."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st
from veldria import CALENDAR, DAY, ROSTER

from detente.coding.find import Block, find
from detente.coding.find.folding import folded
from detente.coding.find.sentences import sentences

PIECES = st.sampled_from(
    """Ana Lindqvist|Berga|Veldria’s|Sudria|the president|Porto|Lagos|she|his|said|told reporters|, |. |; |“|”|\"|'|‘|’|(|)|—|\n|\r\n|
    |2018|12 May 2017|in March|last summer|two days earlier|9/11|the early 1980s|$4.5 billion|62%|one in five|ten-year|about|nearly|
    |according to|For|called it|that|and|policy|doctrine|U.S.|É|\U0001f30a|\u00a0|\u2028|will|until|31 June 2018|0/0/2018|1-|,000|%|Mr.|who|
    |warning that|as some papers reported|accused|never|The|Tuesday|next Friday|a decade|half a million|the following day""".replace("\n    ", "").split("|")
)  # fmt: skip
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=30).map(" ".join)
HEADS = st.sampled_from([None, DAY])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(TEXTS, st.sampled_from(["body", "body", "title", "caption", "clutter"])), max_size=4), HEADS)
def test_text_equals_the_slice(parts: list[tuple[str, str]], head: object) -> None:
    document, blocks = "", []
    for line, (text, label) in enumerate(parts, 1):
        blocks.append(Block(text, len(document), line, label, None))
        document += text + "\n"
    found = find(blocks, head, ROSTER, CALENDAR)  # type: ignore[arg-type]
    assert len(found) == len(blocks)
    for block, each in zip(blocks, found, strict=True):
        low, high = block.start, block.start + len(block.text)
        for items in (each.actors, each.dates, each.numbers, each.reported, each.who):
            for item in items:
                assert low <= item["start"] < item["end"] <= high
                assert document[item["start"] : item["end"]] == item["text"]
            assert [item["start"] for item in items] == sorted(item["start"] for item in items)
        for item in each.quotes:
            assert [document[a:b] for a, b in item["spans"]] == item["text"]
            assert low <= item["start"] == item["spans"][0][0] <= item["spans"][-1][1] == item["end"] <= high
        for items in (each.actors, each.dates, each.numbers):
            assert all(one["end"] <= two["start"] for one, two in itertools.pairwise(items))
        if block.label == "clutter":
            assert not any((each.actors, each.dates, each.quotes, each.numbers, each.reported, each.who))


@given(st.text(max_size=60))
def test_folding_keeps_every_position(text: str) -> None:
    assert len(folded(text)) == len(text)


@given(TEXTS)
def test_sentences_lie_in_order_and_inside(text: str) -> None:
    spans = sentences(text)
    assert all(0 <= low < high <= len(text) for low, high in spans)
    assert all(one[1] <= two[0] for one, two in itertools.pairwise(spans))
