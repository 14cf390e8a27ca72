"""Invented pages in several shapes, with the body paragraphs known because they were put there."""

import html
import textwrap
from dataclasses import dataclass

LONG = [
    "The timber ministers of Veldria and Sudria met again on Monday in the old customs house of Porto, and for the first time in a year both brought their foresters with them.",
    "Nobody had expected much. The last round broke down over a duty on sawn planks, and the two delegations left by different doors while reporters waited at a third.",
    "This time the mood was lighter. “We are here to count trees, not to count insults,” the Sudrian minister said, and a few people in the room were seen to smile.",
    "Veldria wants the border zone left alone until a joint survey is done; Sudria wants the duty gone first, because its mills have stood still since the spring and its bank is nervous.",
    "Behind the numbers stands an older quarrel. In 2011 a storm felled half of the zone in one night, and each side still accuses the other of having sold what was not its own.",
    "Economists at the university of Porto put the loss at about 40 million crowns a year (a third of what the valley earns), most of it on the Sudrian side of the river.",
    "“It is a small sum for a state and a large one for a village,” said Jo Reis, who has written the history of the mills. Her own grandfather lost his in the storm.",
    "The plan on the table is simple enough: three foresters from each side walk the zone in October, write down what stands there, and sign every page of the book.",
    "If the book is signed, the duty falls by half at once and by the rest in a year, a step that the Veldrian cabinet is said to have accepted in principle last week.",
    "Critics in both capitals call it naive. A survey has been promised four times since the storm, they point out, and four times somebody found a reason to stay at home.",
    "Still, the alternative is worse for everybody. Another winter without timber would close two more mills, and a third would follow before the snow had melted.",
    "What happens next depends less on the ministers than on the weather, since the zone can only be walked while the ground is dry and the light lasts into the evening.",
]  # fmt: skip
SHORT = [
    "It may work.",
    "That was new.",
    "“Why not?” he asked.",
    "The mills are waiting.",
    "Few disagree with that today.",
    "Then it rained again.",
]
ONE = [sentence for paragraph in LONG for sentence in paragraph.replace("? ", "?|").replace(". ", ".|").split("|")]
TOP = ["Menu", "Sign in", "Subscribe", "The Valley Observer", "World | Analysis"]
TITLE = "Counting Trees in the Border Zone"
DEK = "Two ministers, six foresters and one book may end a quarrel that a storm began."
CAPTION = "A mill on the river waits for work. (Ana Lind / Valley Pictures)"
BYLINE = "By Marta Ohl and Pietro de la Cruz"
DATE = "Published 4 October 2019, updated 6 October 2019"
BIO = "Marta Ohl is a fellow of the Porto Institute. She advised the forest service of Veldria from 2011 to 2014."
BOTTOM = ["Related stories", "A storm that never ended", "Why mills close", "Sign up for our weekly newsletter and get the best of the valley in your inbox every Friday.",
          "© 2019 The Valley Observer. All rights reserved."]  # fmt: skip


@dataclass(frozen=True)
class Sample:
    """A page and its body paragraphs, each with single blanks."""

    name: str
    ending: str
    text: str
    body: tuple[str, ...]


def plain(name: str, paragraphs: list[str], *, gap: str = "\n\n", end: str = "\n", dek: bool = True, caption: bool = True, middle: str = "", bio: bool = True) -> Sample:  # fmt: skip
    head = [*TOP, TITLE, *([DEK] if dek else []), BYLINE, DATE, *([CAPTION] if caption else [])]
    told = list(paragraphs)
    if middle:
        told.insert(len(told) // 2, middle)
    rows = [*head, *told, *([BIO] if bio else []), *BOTTOM]
    return Sample(name, ".txt", (gap.join(rows) + "\n").replace("\n", end), tuple(paragraphs))


def wrapped(name: str, paragraphs: list[str], width: int, end: str = "\n") -> Sample:
    head = "\n".join([TITLE, BYLINE, DATE])
    rows = [head, *(textwrap.fill(each, width) for each in paragraphs), textwrap.fill(BIO, width)]
    return Sample(name, ".txt", ("\n\n".join(rows) + "\n").replace("\n", end), tuple(paragraphs))


def page(name: str, paragraphs: list[str], *, tidy: bool = True) -> Sample:
    """A page of the web: ``tidy`` with semantic tags, else a soup of divisions."""

    def tag(kind: str, text: str, **given: str) -> str:
        attributes = "".join(f' {key.rstrip("_")}="{value}"' for key, value in given.items())
        return f"<{kind}{attributes}>{html.escape(text)}</{kind}>"

    block = "p" if tidy else "div"
    menu = "".join(tag("li", each) for each in (*TOP[:3], "World", "Business", "Culture"))
    middle = len(paragraphs) // 2
    told = [tag(block, each) for each in paragraphs]
    told.insert(middle, tag("aside" if tidy else "div", "Read more: the storm of 2011", class_="box"))
    told.insert(2, tag("h2", "What is on the table"))
    figure = f"<figure><img src='x.jpg' alt=''>{tag('figcaption' if tidy else 'div', CAPTION)}</figure>"
    head = (
        "<meta charset='utf-8'><title>Counting Trees | Observer</title>"
        f"<meta property='og:title' content='{TITLE}'><meta property='og:site_name' content='The Valley Observer'>"
        "<meta name='author' content='Marta Ohl'><meta property='article:published_time' content='2019-10-04T08:00:00Z'>"
        "<meta property='article:modified_time' content='2019-10-06T08:00:00Z'><script>if (1 < 2) document.write('<p>never</p>')</script>"
    ) if tidy else "<title>Counting Trees</title>"  # fmt: skip
    text = (
        f"<!doctype html><html lang='en'><head>{head}<style>p {{ color: red }}</style></head><body class='no-sidebar'>"
        f"<{'nav' if tidy else 'div'}><ul>{menu}</ul></{'nav' if tidy else 'div'}><article><h1>{TITLE}</h1>{tag('p', DEK, class_='dek')}"
        f"{tag('p', BYLINE, class_='byline')}{tag('p', DATE)}{figure}{''.join(told)}{tag('p', BIO)}</article>"
        f"<{'footer' if tidy else 'div'}>{''.join(tag('p', each) for each in BOTTOM)}</{'footer' if tidy else 'div'}></body></html>"
    )
    return Sample(name, ".html", text, tuple(" ".join(each.split()) for each in paragraphs))


def mixed() -> list[str]:
    """Long paragraphs with one-liners between them, one at the end."""
    rows: list[str] = []
    for number, each in enumerate(LONG):
        rows.append(each)
        if number % 2:
            rows.append(SHORT[number // 2])
    return rows


SAMPLES = (
    plain("long paragraphs", LONG),
    plain("without dek and caption", LONG, dek=False, caption=False),
    plain("no blank lines", LONG, gap="\n"),
    plain("carriage returns", mixed(), end="\r\n"),
    plain("one-liners between", mixed()),
    plain(
        "an offer in the middle", mixed(), middle="Sign up for our newsletter and never miss a story from the valley."
    ),
    plain("a heading in the middle", LONG, middle="The Price of Waiting"),
    plain("a pull quote in the middle", LONG, middle="“We are here to count trees, not to count insults.”"),
    plain("one sentence a paragraph", ONE),
    plain("one sentence a paragraph, no blank lines", ONE, gap="\n"),
    wrapped("wrapped at 72", LONG, 72),
    wrapped("wrapped at 60, carriage returns", mixed(), 60, "\r\n"),
    wrapped("wrapped at 98", mixed(), 98),
    wrapped("wrapped, one sentence a paragraph", ONE, 76),
    page("a tidy page", mixed()),
    page("a soup of divisions", mixed(), tidy=False),
    page("a page of one-sentence paragraphs", ONE),
)
