"""How well the articles behind the shipped dossier are read: body lines, titles, outlets and authors, against the dossier.

    python benchmarks/accuracy_reading.py FOLDER

FOLDER holds the articles (known by their digests). The truth is what sources.yaml of the shipped dossier says, which a
person coded: the lines on which body paragraphs begin, and what is printed. The finders have a script of their own
(accuracy_finders.py), and the suggestions are held against the claims by review_articles.py.
"""

import sys
import time
from pathlib import Path

from detente import workbench


def main(folder: Path) -> None:
    """Read all, print precision and recall a document and over all, and what differs."""
    sources = {each.sha256: each for each in workbench.open_dossier("us-mexico").sources.values()}
    start = time.process_time()
    result = workbench.read_documents(sorted(folder.glob("*.txt")), workbench.ReadOptions(suggest=False))
    spent = time.process_time() - start
    right = found = wanted = 0
    for document in result.documents:
        head = document.records[0]
        source = sources.get(str(head["sha256"]))
        if source is None:
            print(f"{head['file']}: not an article of the shipped dossier")
            continue
        lines = {
            record["line"] for record in document.records if record["kind"] == "passage" and record["label"] == "body"
        }
        truth = set(source.paragraph_lines)
        right, found, wanted = right + len(lines & truth), found + len(lines), wanted + len(truth)
        said = [
            f"{what} {head[what]['value']!r}, coded {getattr(source, what).value!r}"
            for what in ("title", "outlet")
            if head[what]["value"] != getattr(source, what).value
        ]
        authors = [each["value"] for each in head["authors"]]
        if authors != [each.value for each in source.authors]:
            said.append(f"authors {authors}")
        print(f"{source.short}: {len(lines & truth)} of {len(truth)} body lines, wrongly {sorted(lines - truth) or 'none'}, missed {sorted(truth - lines) or 'none'}; {'; '.join(said) or 'title, outlet, authors as coded'}")  # fmt: skip
    print(
        f"body lines: precision {right / found:.3f} ({right} of {found}), recall {right / wanted:.3f} ({right} of {wanted}); {spent:.2f} s of one core"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
