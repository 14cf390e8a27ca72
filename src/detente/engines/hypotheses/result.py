"""The result as plain data, field by field as RESULT.json has it (section 11)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from detente.engines.hypotheses.analysts import View
from detente.engines.hypotheses.arrays import Array
from detente.engines.hypotheses.coherence import Coherent
from detente.engines.hypotheses.diagnosticity import Weight
from detente.engines.hypotheses.leave_one_source_out import Removal
from detente.engines.hypotheses.pooling import Pools
from detente.engines.hypotheses.posterior import bits, ranking
from detente.engines.hypotheses.ranges import Ranges
from detente.engines.hypotheses.robustness import Robustness, in_db
from detente.engines.hypotheses.sensitivity import Moment, Sensitivity
from detente.engines.hypotheses.verification import Check
from detente.engines.hypotheses.voi import Worth
from detente.engines.hypotheses.word_shifts import WordShifts

FORMAT = "detente/hypotheses-result/1"
SET_FORMAT = "detente/hypotheses-result-set/1"
ENGINE = "hypotheses"
Data = dict[str, Any]
Names = Sequence[str]


def named(names: Names, values: Array | None) -> Data | None:
    """Hypothesis -> number; None for a table that excludes every hypothesis."""
    return None if values is None else {name: float(value) for name, value in zip(names, values, strict=True)}


def day(value: date | None) -> str | None:
    """A day in ISO form."""
    return value.isoformat() if value is not None else None


def ranges(names: Names, found: Ranges) -> Data:
    """Quantiles and chance of leading by kind, and the envelope."""
    data: Data = {
        kind: {
            name: {level: float(row[h]) for level, row in rows.items()} | {"p_rank1": float(found.p_rank1[kind][h])}
            for h, name in enumerate(names)
        }
        for kind, rows in found.quantiles.items()
    }
    data["envelope"] = {
        name: None if pair is None else list(pair) for name, pair in zip(names, found.envelope, strict=True)
    }
    return data


def diagnosticity(names: Names, weights: Sequence[Weight]) -> Data:
    """Weights of the items."""
    return {
        each.item: {
            "range_alone_db": each.range_alone_db,
            "range_db": each.range_db,
            "woe_db": dict(zip(names, each.woe_db, strict=True)),
            "bits": each.bits,
        }
        for each in weights
    }


def leave_one_out(names: Names, weights: Sequence[Weight]) -> Data:
    """The answer without each item."""
    return {
        each.item: {
            "posterior": named(names, each.without),
            "leader": names[each.leader] if each.leader is not None else None,
            "bits": each.bits,
        }
        for each in weights
    }


def leave_one_source_out(names: Names, p: Array, removals: Sequence[Removal]) -> Data:
    """The answer without each source."""
    return {
        each.source: {
            "dropped": list(each.dropped),
            "regraded": list(each.regraded),
            "posterior": named(names, each.posterior),
            "leader": names[ranking(each.posterior)[0]] if each.posterior is not None else None,
            "bits": bits(p, each.posterior),
        }
        for each in removals
    }


def verification(names: Names, checks: Sequence[Check], sources: Mapping[str, int]) -> Data:
    """What checking each report would do; ``sources`` counts the sources of each item."""
    return {
        each.item: {
            "p_refuted": each.p_refuted,
            "if_confirmed": named(names, each.if_confirmed),
            "if_refuted": named(names, each.if_refuted),
            "sources": sources[each.item],
            "changes_leader": each.changes_leader,
            "eig_bits": each.eig_bits,
        }
        for each in checks
    }


def voi(names: Names, found: Sequence[Worth]) -> Data:
    """The worth of each candidate observation."""
    return {
        each.observation: {
            "eig_bits": each.eig_bits,
            "p_leader_changes": each.p_leader_changes,
            "gain_p_correct": each.gain_p_correct,
            "outcomes": {
                name: {"p": chance, "posterior": named(names, after)} for name, (chance, after) in each.outcomes.items()
            },
        }
        for each in found
    }


def robustness(names: Names, found: Robustness, shifts: WordShifts | None) -> Data:
    """How little would end the lead. Without units there is no bias of a unit."""
    gap, n = in_db(found.gap), found.units
    return {
        "leader": names[found.leader],
        "runner_up": names[found.runner_up],
        "gap_db": gap,
        "prior_factor": None if gap is None or gap > 3000 else float(10 ** (gap / 10)),
        "units": n,
        "unit_bias_one_sided_db": None if gap is None or n == 0 else gap / n,
        "unit_bias_two_sided_db": None if gap is None or n == 0 else gap / (2 * n),
        "unit_bias_l2_db": None if gap is None or n == 0 else float(gap / (2 * n) ** 0.5),
        "common_bias_db": found.common_bias_db,
        "flips_alone": [
            {"item": each.item, "hypothesis": each.hypothesis, "stated": each.stated, "needed": each.needed}
            for each in found.flips_alone
        ],
        "word_shifts": None
        if shifts is None
        else {
            "rival": shifts.rival,
            "count": len(shifts.shifts),
            "of": shifts.of,
            "shifts": [
                {"item": each.item, "hypothesis": each.hypothesis, "stated": each.stated, "shifted": each.shifted}
                for each in shifts.shifts
            ],
        },
    }


def sensitivity(names: Names, found: Sensitivity) -> Data:
    """The answer under other assumptions."""
    variants = ("no_groups", "no_grading", "naive", "flat_prior", "background_scored")
    return {
        "rho_sweep": [{"rho": rho, "posterior": named(names, p)} for rho, p in found.rho_sweep],
        **{variant: named(names, getattr(found, variant)) for variant in variants},
    }


def timeline(names: Names, moments: Sequence[Moment]) -> list[Data]:
    """The answer day by day."""
    return [
        {"date": day(each.date), "items": list(each.items), "posterior": named(names, each.posterior)}
        for each in moments
    ]


def view(names: Names, found: View) -> Data:
    """An analyst's posterior."""
    return {"as_of": day(found.as_of), "posterior": named(names, found.posterior)}


def disagreement(names: Names, found: View) -> Data:
    """Where an analyst parts from the base table."""
    return {
        "as_of": day(found.as_of),
        "hypotheses": [names[h] for h in found.pair] if found.pair is not None else None,
        "total_db": found.total_db,
        "prior_db": found.prior_db,
        "parts": dict(found.parts),
    }


def judgement(names: Names, found: Coherent) -> Data:
    """A raw judgement made coherent."""
    events = {} if found.events is None else {"events": [float(each) for each in found.events]}
    return {
        "coherent": named(names, found.p),
        **events,
        "incoherence": found.incoherence,
        "ask_again": found.ask_again,
    }


def pools(names: Names, found: Pools) -> Data:
    """Pools with their spread."""
    return {
        "linear": named(names, found.linear),
        "log": named(names, found.log),
        "median": named(names, found.median),
        "spread": {name: [float(lo), float(hi)] for name, (lo, hi) in zip(names, found.spread, strict=True)},
        "n": found.n,
    }
