"""Error slugs of suggestions: texts to be ranked, labelled texts, passages, and the language model of the user's choice."""

from detente.kernel.slug_entry import Entry

SUGGEST: dict[str, Entry] = {
    "text-line": Entry(
        "A line of a file of texts is no JSON mapping, or one of its keys holds something else than the format says.",
        'Write one mapping a line: {"text": "...", "source": "...", "target": "..."}.',
    ),
    "text-missing": Entry("A line of a file of texts has no words to rank.", "Give every line a `text`."),
    "text-span": Entry(
        "The span of a side does not lie inside its text. Positions are code points, the end is exclusive.",
        "Correct the span, or leave it out: then the first occurrence of the name counts.",
    ),
    "text-type": Entry(
        "A labelled text has a type that the codebook does not know.",
        "Use one of the sixteen types, or YIELD where CONCEDE and RETREAT were not told apart.",
    ),
    "passages-invalid": Entry(
        "A file of passages has a line that is no passage or document record.",
        "Make the file with `detente read FILE... --out PASSAGES.jsonl`.",
    ),
    "vectors-invalid": Entry(
        "The installed sentence vectors are not the ones this version was made with, so their numbers would differ.",
        "Install the version that `detente components` names, or rank with `--vectors off`.",
    ),
    "llm-settings": Entry(
        "A language model was asked for, but no endpoint or no model is named, or its address is none.",
        "Name both: --llm-url https://HOST/v1 --llm-model NAME, or DETENTE_LLM_URL and DETENTE_LLM_MODEL.",
    ),
    "llm-failed": Entry(
        "The language model's endpoint did not answer in time, answered with an error, or with something that is no answer.",
        "Check the address, the model's name and the key; the suggestions without the model are not affected.",
    ),
}
