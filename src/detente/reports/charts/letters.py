"""How wide a text will be, and how to make it fit, without asking a font."""

from detente.reports.charts import theme


def wide(text: str, size: float = theme.SIZE, bold: bool = False) -> float:
    """An estimate, on the wide side, of the width of a text in pixels."""
    return sum(_LETTERS.get(letter, 0.58) for letter in text) * size * (1.08 if bold else 1)


_LETTERS = dict.fromkeys("iljtfrI.,:;'|!()[] ", 0.3) | dict.fromkeys("mwMW@%", 0.9) | dict.fromkeys("ABCDEGHKNOPQRSUVXYZ", 0.72)  # fmt: skip


def fitted(text: str, width: float, size: float = theme.SIZE, bold: bool = False) -> str:
    """The text, cut with an ellipsis if it is wider than ``width``."""
    if wide(text, size, bold) <= width:
        return text
    while text and wide(text + "…", size, bold) > width:
        text = text[:-1]
    return text.rstrip() + "…"


def shortened(text: str, width: float, size: float = theme.SIZE) -> str:
    """The text, cut in its middle if it is wider than ``width``: names often differ at their ends only."""
    keep = len(text)
    told = text
    while keep > 2 and wide(told, size) > width:
        keep -= 1
        told = f"{text[: (keep + 1) // 2]}…{text[-(keep // 2) :]}"
    return told


def broken(text: str, width: float, most: int, size: float = theme.SIZE) -> tuple[str, ...]:
    """The text in lines of at most ``width`` pixels, at most ``most`` of them; what does not fit is cut."""
    lines: list[str] = []
    for word in text.split():
        if lines and wide(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return tuple(fitted(line, width, size) for line in lines)
