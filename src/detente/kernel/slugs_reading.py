"""Error slugs of the reading room: files, metadata, pages of the web, re-anchoring, annotations."""

from detente.kernel.slug_entry import Entry

READING: dict[str, Entry] = {
    "read-extension": Entry(
        "The file's ending names no format that can be read.",
        "Save it as .txt, .md, .html, .pdf, .docx, .eml, .rss, .atom or .xml.",
    ),
    "read-nul": Entry(
        "The file holds NUL bytes: it is no text, or its encoding is not the one it was read in.",
        "Save it as UTF-8 text, or name its encoding with --encoding.",
    ),
    "read-encoding": Entry(
        "The bytes are not text in the encoding they were read in.",
        "Save the file as UTF-8, or name its encoding with --encoding.",
    ),
    "read-meta": Entry(
        "The metadata file does not hold what it should: `documents`, a list with `file` (or `sha256`) and what you know of each.",
        "Mend the entry; the reading page shows one of each.",
    ),
    "read-date": Entry("A date that no calendar has.", "Write YYYY, YYYY-MM, YYYY-MM-DD or an interval A/B of these."),
    "read-duplicate": Entry("The same document stands among the inputs twice.", "Leave one of the two out."),
    "read-broken": Entry(
        "The file is damaged, is not of the format its ending promises, or is locked with a password.",
        "Save it anew from the program that made it, or as plain text.",
    ),
    "read-no-text": Entry(
        "The file holds pictures of pages and no text: a scan.",
        "Run it through text recognition first, or type the passages that you need.",
    ),
    "read-bomb": Entry(
        "The file expands to far more than its size, or holds more parts than any article does.",
        "Do not open it; ask for the article as plain text.",
    ),
    "read-url": Entry(
        "The address cannot be read: not http or https, no answer, an error of the server, or more than is allowed.",
        "Save the page from your browser and read the file.",
    ),
    "read-address": Entry(
        "The address leads into a private, local or reserved network; such places are never read.",
        "Save the page from your browser and read the file.",
    ),
    "read-forbidden": Entry(
        "The site asks programs in its robots.txt not to read that page.",
        "Save the page from your browser and read the file.",
    ),
    "read-passages": Entry(
        "The file is not one that `detente read` writes: one JSON record a line, documents before their passages.",
        "Give a file that `detente read ... --out` wrote.",
    ),
    "read-annotations": Entry(
        "The file holds no Web Annotations with positions or quotations.",
        "Give JSON-LD as `detente export --format webannotation` writes it.",
    ),
    "read-no-body": Entry(
        "No body paragraph was found in a document: a menu, a paywall stub, or a page that needs a browser.",
        "Save the whole article, and read it again.",
    ),
    "read-unused": Entry("An option that needs another one, or none of the inputs needs it.", "Leave it out."),
    "reanchor-needed": Entry(
        "A new edition of a document would leave records resting on claims whose words a person must find again first.",
        "Take the records named off these claims, or decide on the claims, and read the edition again.",
    ),
}
