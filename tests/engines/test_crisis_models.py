"""Fitting models of threats: the game on dyads, the logit on threats, on data made here."""

import numpy as np
import pytest

from detente.engines.crisis import threat_game
from detente.engines.crisis.dyads import COVARIATES, NAMES, dyads
from detente.engines.crisis.estimation import fit, follow_z, outcomes, pseudo_likelihood
from detente.engines.crisis.logit import chances, fit_several
from detente.engines.crisis.search import equilibria_of
from detente.engines.crisis.threats import features, predict, scores, succeeded
from detente.engines.crisis.threats import fit as fit_threats
from detente.engines.crisis.validation import predict as predict_dyads

#: Coefficients as printed by the R package sigInt 0.2.0 for its own data, rounded.
PRINTED = np.array([-0.2181, 0.0341, 0.0547, -0.1702, 1.6028, -0.0481, -2.1368, 2.3351, 0.1172, 0.1215, -0.0255, -2.4184,
                    0.0141, 0.0353, 0.0265, -0.9084, -0.0026, 0.1199, -2.6382, 0.0201])  # fmt: skip


def made(count: int = 45, months: int = 2000, seed: int = 2):
    """Dyads with covariates drawn at random and outcomes drawn from the game at the printed coefficients."""
    rng = np.random.default_rng(seed)
    draw = {"senderecondep": lambda: rng.exponential(0.02, count), "targetecondep": lambda: rng.exponential(0.05, count),
            "contig": lambda: rng.integers(0, 2, count), "ally": lambda: rng.integers(0, 2, count)}  # fmt: skip
    columns = {name: np.asarray(draw.get(name, lambda: rng.normal(2, 2, count))(), float) for name in COVARIATES}
    empty = dyads(columns, np.zeros((count, 4)))
    solved = equilibria_of(empty.games(PRINTED))
    p = np.array([(found[-1].SQ, found[-1].CD, found[-1].SF, found[-1].BD) for found in solved])
    counts = np.array([rng.multinomial(months, each / each.sum()) for each in p], float)
    return dyads(columns, counts), solved


ROWS, SOLVED = made()


def test_printed_coefficients_give_the_payoffs_of_canada():
    """The payoffs of the United States against Canada in the 1980s, to three digits (covariates of dyad-decade 002020)."""
    row = {"senderecondep": 0.0092072450178037, "senderdemocracy": 10, "contig": 1, "ally": 0, "anticipatedsendercosts": 1,
           "anticipatedtargetcosts": 1, "targetecondep": 0.0948035921726228, "lncaprat": 2.44236904568332, "targetdemocracy": 10}  # fmt: skip
    one = dyads({name: np.array([float(value)]) for name, value in row.items()}, np.zeros((1, 4)))
    assert one.payoffs(PRINTED)[:, 0] == pytest.approx(
        (0.374456, 1.554704, -1.179088, -1.999732, -0.641838, -2.437384, 0), abs=2e-3
    )


def test_outcomes_at_an_equilibrium_are_those_of_the_game():
    """The quick form used for fitting beside the full search, and Newton's path to it from nearby."""
    payoffs = ROWS.payoffs(PRINTED)
    z = np.array([found[-1].z for found in SOLVED])
    p = np.exp(outcomes(payoffs, z))
    assert p.sum(axis=1) == pytest.approx(np.ones(len(z)), abs=1e-12)
    assert p[:, 2] == pytest.approx([found[-1].SF for found in SOLVED], abs=1e-10)
    assert follow_z(payoffs, z + 0.05) == pytest.approx(z, abs=1e-10)


def test_the_gradient_of_the_pseudo_likelihood_is_its_slope():
    """Beside differences in each coefficient."""
    z, firm = np.full(45, 0.5), np.full(45, 0.6)
    _, gradient = pseudo_likelihood(ROWS, PRINTED, z, firm)
    for k in (0, 4, 7, 11, 15, 19):
        step = np.zeros(20)
        step[k] = 1e-5
        up, down = (pseudo_likelihood(ROWS, PRINTED + way * step, z, firm)[0] for way in (1, -1))
        assert gradient[k] == pytest.approx((up - down) / 2e-5, rel=1e-4, abs=1e-2)


def test_both_estimators_do_better_than_the_truth_in_sample():
    """The likelihood itself is at least as high as at the nested fixed point, and both as at the coefficients that made the data."""
    z = np.array([found[-1].z for found in SOLVED])
    truth = (ROWS.counts * outcomes(ROWS.payoffs(PRINTED), z)).sum()
    nested, direct = fit(ROWS, "nested"), fit(ROWS, "likelihood")
    assert direct.log_likelihood >= nested.log_likelihood - 1e-4
    assert direct.log_likelihood >= truth
    assert direct.log_likelihood - truth < 25  # 20 coefficients take about 10
    held = fit(ROWS, "likelihood", penalty=1e4).coefficients
    slopes = [k for k, name in enumerate(NAMES) if not name.endswith(":one")]
    assert np.abs(held[slopes]).max() < np.abs(direct.coefficients[slopes]).max()
    with pytest.raises(ValueError, match="there is no estimator 'guess'"):
        fit(ROWS, "guess")


def test_predictions_out_of_sample_are_probabilities():
    """Fitted on 35 rows, ten predicted: four outcomes sum to one under each model, three given a challenge."""
    found = predict_dyads(ROWS.rows(np.arange(35)), ROWS.rows(np.arange(35, 45)))
    for name in ("null", "model", "logit"):
        assert found.chances[name].sum(axis=1) == pytest.approx(np.ones(10), abs=1e-9)
        assert found.given[name].sum(axis=1) == pytest.approx(np.ones(10), abs=1e-9)


# --- logit ------------------------------------------------------------------------------------------------------------


def test_a_logit_without_penalty_gives_the_log_odds_of_a_table():
    """One feature of 0 and 1: the coefficients are the logs of the odds; a penalty draws the slope to zero, not the intercept."""
    x = np.array([[0.0]] * 10 + [[1.0]] * 10)
    y = np.array([1.0] * 2 + [0.0] * 8 + [1.0] * 6 + [0.0] * 4)
    counts = np.column_stack([1 - y, y])
    b = fit_several(x, counts, 0.0)[:, 0]
    assert b == pytest.approx((np.log(2 / 8), np.log(6 / 4) - np.log(2 / 8)), abs=1e-6)
    far = fit_several(x, counts, 1e9)[:, 0]
    assert far == pytest.approx((np.log(8 / 12), 0), abs=1e-6)


def test_a_logit_of_several_outcomes_meets_their_shares():
    """Without features the chances are the shares."""
    counts = np.array([[5.0, 3, 2], [1, 4, 5]])
    b = fit_several(np.zeros((2, 1)), counts, 1.0)
    assert chances(b, np.zeros((1, 1)))[0] == pytest.approx((0.3, 0.35, 0.35), abs=1e-7)


def test_the_penalised_logit_meets_its_first_order_conditions():
    """At penalty 1 (C = 1): X'(p - y) + b = 0 for the slopes and the mean of p is the base rate."""
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(200, 3)), rng.integers(0, 2, 200).astype(float)
    b = fit_threats(x, y)
    p = predict(b, x)
    assert x.T @ (p - y) + b[1:] == pytest.approx(np.zeros(3), abs=1e-5)
    assert p.mean() == pytest.approx(y.mean(), abs=1e-7)


# --- threats ----------------------------------------------------------------------------------------------------------


def test_features_of_a_threat_and_what_counts_as_success():
    """Empty cells: cost missing is a feature of its own, commitment counts as moderate, the rest as no."""
    empty = np.nan
    columns = {"anticipatedtargetcosts": np.array([2.0, empty, 1]), "institution": np.array([1, empty, 0.0]),
               "scommit": np.array([3, empty, 1.0]), "bspecif": np.array([2, empty, 1.0]), "issue1": np.array([13, 14, empty])}  # fmt: skip
    assert features(columns).tolist() == [[1, 0, 1, 1, 1, 1, 0], [0, 1, 0, 0, 0, 0, 1], [0, 0, 0, -1, 0, 0, 0]]
    assert succeeded(np.array([1, 2, 5, 6, 7, 10, 3, 4, 8, 9])).tolist() == [1] * 6 + [0] * 4
    assert np.isnan(succeeded(np.array([empty]))[0])


def test_scores_by_hand():
    """Four predictions: Brier (.04 + .16 + .09 + .25)/4, three of four pairs in order and one tie."""
    found = scores(np.array([0.8, 0.6, 0.3, 0.6]), np.array([1.0, 1, 0, 0]), 0.5)
    assert found.brier == pytest.approx((0.04 + 0.16 + 0.09 + 0.36) / 4)
    assert found.log_loss == pytest.approx(-(np.log(0.8) + np.log(0.6) + np.log(0.7) + np.log(0.4)) / 4)
    assert found.auc == pytest.approx(3.5 / 4)
    assert found.base_brier == 0.25
    assert scores(np.array([0.8]), np.array([1.0]), 0.5).auc is None


def test_the_game_on_threats_learns_which_way_a_feature_works():
    """120 threats in which a major expected cost brings concessions: the game gives such a case the better chance."""
    rng = np.random.default_rng(1)
    known = np.zeros((120, 7))
    known[:, 0] = rng.integers(0, 2, 120)
    outcome = np.where(known[:, 0] == 1, rng.choice([1, 2, 5, 9], 120), rng.choice([4, 9, 7, 3], 120))
    fitted = threat_game.fit(known, outcome, succeeded(outcome))
    p = threat_game.predict(fitted, known)
    assert ((p > 0) & (p < 1)).all()
    assert p[known[:, 0] == 1].min() > p[known[:, 0] == 0].max() + 0.2
    assert p.mean() == pytest.approx(succeeded(outcome).mean(), abs=0.05)
    imposed = np.isin(outcome, threat_game.CARRIED_OUT)
    assert fitted.imposed_success == pytest.approx(succeeded(outcome)[imposed].mean())
