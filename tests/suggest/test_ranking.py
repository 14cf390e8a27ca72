"""The ranking: features by hand, the fit's optimum, learning, and scores that are what they say."""

import numpy as np
import pytest

from detente.coding.suggest.calibration import calibrate, percentages, softmax
from detente.coding.suggest.features import Block, Features, character_grams, cosine, word_grams
from detente.coding.suggest.fit import C, class_weights, fit, left_out
from detente.coding.suggest.masking import first_place, mask
from detente.coding.suggest.phrases import read_phrases
from detente.coding.suggest.ranker import NAMES, Example, Ranker, labelled, left_out_scores, ranked, train
from detente.dossier.plover import TYPES
from detente.workbench.learning import own_phrases

PHRASES = own_phrases()


def test_the_worked_example_of_the_method() -> None:
    texts = ["source expelled target", "source met target"]
    block = Block([word_grams(text) for text in texts])
    first, second = (block.row(word_grams(text)) for text in texts)
    names = list(block.place)
    weights = {names[place]: value for place, value in zip(first[0], first[1], strict=True)}
    assert block.idf[block.place["source"]] == 1
    assert block.idf[block.place["met"]] == pytest.approx(1.405465, abs=1e-6)
    assert weights["source"] == weights["target"] == pytest.approx(0.355200, abs=1e-6)
    assert weights["expelled"] == weights["source expelled"] == weights["expelled target"] == pytest.approx(0.499221, abs=1e-6)  # fmt: skip
    assert cosine(first, second) == pytest.approx(0.252334, abs=1e-6)


def test_character_grams_stay_inside_words() -> None:
    assert character_grams("ab c") == {" ab": 1, "ab ": 1, " ab ": 2, " c ": 3}
    assert " ab c" not in character_grams("ab c")


def test_products_are_those_of_dense_rows() -> None:
    texts = [phrase.text for phrase in PHRASES[:40]]
    rows = Features(texts).rows
    dense = np.zeros((len(rows), rows.width))
    for i in range(len(rows)):
        inside = slice(rows.starts[i], rows.starts[i + 1])
        dense[i, rows.columns[inside]] = rows.values[inside]
    assert np.allclose(rows.products(), dense @ dense.T, atol=1e-12)
    weights = np.random.default_rng(1).normal(size=(rows.width, 3))
    assert np.allclose(rows.times(weights), dense @ weights)
    assert np.allclose(rows.combined(np.ones((len(rows), 2))), dense.T @ np.ones((len(rows), 2)))


def test_the_fit_is_the_optimum_of_the_stated_objective() -> None:
    rng = np.random.default_rng(3)
    x, labels, weights = rng.normal(size=(30, 5)), rng.integers(0, 3, 30), rng.uniform(0.5, 2, 30)
    a, b = fit(x @ x.T, labels, weights, 3, tolerance=1e-5)
    w = x.T @ a

    def objective(w: np.ndarray, b: np.ndarray) -> float:
        scores = x @ w + b
        logs = scores - np.log(np.exp(scores).sum(1, keepdims=True))
        return float(-(weights * logs[np.arange(30), labels]).sum() + (w * w).sum() / (2 * C))

    best = objective(w, b)
    for _ in range(50):
        assert objective(w + rng.normal(size=w.shape) * 1e-3, b + rng.normal(size=3) * 1e-3) >= best - 1e-9


def test_class_weights_make_classes_weigh_the_same() -> None:
    labels = np.array([0, 0, 0, 1])
    weights = class_weights(labels, np.ones(4), 5)
    assert weights.tolist() == pytest.approx([4 / 6, 4 / 6, 4 / 6, 2.0])


def test_left_out_scores_are_those_of_a_fit_without_the_example() -> None:
    rng = np.random.default_rng(5)
    x, labels = rng.normal(size=(24, 6)), np.arange(24) % 3
    k, weights = x @ x.T, np.ones(24)
    whole = fit(k, labels, weights, 3, tolerance=1e-5)
    scores = left_out(k, labels, weights, 3, [[4], [7, 8]], start=whole, tolerance=1e-5)
    for row, gone in zip(scores, ([4], [7, 8]), strict=True):
        kept = np.array([i for i in range(24) if i not in gone])
        a, b = fit(k[np.ix_(kept, kept)], labels[kept], weights[kept], 3, tolerance=1e-5)
        assert softmax((k[gone[0], kept] @ a + b)[None])[0] == pytest.approx(softmax(row[None])[0], abs=1e-4)


def test_every_type_has_fifteen_to_forty_five_own_phrases_and_they_name_no_country() -> None:
    counts = {name: sum(phrase.type == name for phrase in PHRASES) for name in TYPES}
    assert min(counts.values()) >= 15
    assert max(counts.values()) <= 45
    assert len({phrase.text for phrase in PHRASES}) == len(PHRASES)


@pytest.mark.parametrize(("content", "says"), [("{S} met {T}", "line 1"), ("[MEET]\n", "'MEET'"), ("[AID]\nsent money", "line 2")])  # fmt: skip
def test_a_faulty_file_of_phrases_is_named_by_line(content: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        read_phrases(content)


CASES = [
    ("the source government expelled the target country's ambassador.", "SANCTION"),
    ("the source government sent flood relief to the target country.", "AID"),
    ("the source government held a joint naval exercise with the target country.", "COOPERATE"),
    ("the source government refused to free the crew, as the target country had asked.", "REJECT"),
    ("Crowds marched on the target country's embassy in the source government.", "PROTEST"),
    ("the source government apologised to the target country for the raid.", "CONCEDE"),
]


@pytest.mark.parametrize(("text", "kind"), CASES)
def test_clear_acts_are_ranked_first(plain: Ranker, text: str, kind: str) -> None:
    assert NAMES[int(np.argmax(plain.scores([text])[0]))] == kind


def test_scores_add_to_one_and_ties_go_by_name() -> None:
    even = ranked(np.full(16, 1 / 16))
    assert [each["type"] for each in even] == sorted(TYPES)
    assert sum(round(float(each["score"]) * 1_000_000) for each in even) == 1_000_000
    uneven = ranked(softmax(np.random.default_rng(2).normal(size=(1, 16)))[0])
    assert sum(round(float(each["score"]) * 1_000_000) for each in uneven) == 1_000_000
    assert [each["score"] for each in uneven] == sorted((each["score"] for each in uneven), reverse=True)


def test_a_confirmation_is_learned_and_a_warm_start_finds_the_same(plain: Ranker) -> None:
    odd = "the source government unfurled a quorble over the target country"
    learned = [*labelled(odd, "MOBILIZE", "c-1"), *labelled(f"{odd} again", "MOBILIZE", "c-2")]
    cold = train(PHRASES, learned)
    warm = train(PHRASES, learned, earlier=plain.solution)
    place = NAMES.index("MOBILIZE")
    assert cold.scores([odd])[0, place] > plain.scores([odd])[0, place] + 0.3
    assert np.abs(cold.scores([odd, CASES[0][0]]) - warm.scores([odd, CASES[0][0]])).max() < 2e-3
    assert np.array_equal(train(PHRASES, learned, earlier=cold.solution).weights, cold.weights)
    assert "2 learned" in cold.name


def test_yield_counts_half_for_each_of_its_types() -> None:
    assert [(each.type, each.weight) for each in labelled("x", "YIELD")] == [("CONCEDE", 0.5), ("RETREAT", 0.5)]


def test_sides_are_masked_by_span_or_first_place_and_the_source_wins_an_overlap() -> None:
    text = "Veldria warned Sudria. Veldria waited."
    assert mask(text, first_place(text, "Veldria"), first_place(text, "Sudria")) == "the source government warned the target country. Veldria waited."  # fmt: skip
    assert mask(text, (0, 7), (3, 9)) == "the source government warned Sudria. Veldria waited."
    assert first_place(text, "") is None
    assert first_place(text, "Nobody") is None


def test_percentages_need_fifty_decisions_and_a_temperature_mends_confidence() -> None:
    rng = np.random.default_rng(7)
    truth = rng.integers(0, 16, 400)
    scores = rng.normal(size=(400, 16))
    scores[np.arange(400), truth] += 2
    drawn = [NAMES[place] for place in truth]
    assert calibrate(scores[:49], drawn[:49]) is None
    found = calibrate(scores * 4, drawn)
    assert found is not None
    assert found.temperature == pytest.approx(
        2, rel=0.2
    )  # Normal scores two apart: their best logit is twice the score
    assert found.loss_after < found.loss_before
    assert sum(row["n"] for row in found.table) == 400
    full = [row for row in found.table if row["n"] >= 40]
    assert all(abs(row["said"] - row["right"]) < 0.15 for row in full)
    shown = percentages(ranked(softmax(scores[:1] * 4)[0]), found.temperature)
    assert shown == sorted(shown, reverse=True)
    assert sum(shown) == pytest.approx(100, abs=8)


def test_a_ranking_leaves_out_confirmed_claims_only_and_no_merged_class() -> None:
    few = PHRASES[::8]
    learned = [Example("the source government met the target country", "CONSULT", 1.0, "a"), *labelled("gave way", "YIELD", "b"),
               Example("the source government bombed the target country", "ASSAULT", 1.0, "c")]  # fmt: skip
    scores, types = left_out_scores(train(few, learned), 10)
    assert types == ["CONSULT", "ASSAULT"]
    assert scores.shape == (2, 16)
    assert left_out_scores(train(few, learned), 1)[1] == ["ASSAULT"]
